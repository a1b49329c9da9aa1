import type {
  Environment,
  EnvironmentCondition,
  Failure,
  Operation,
  Plan,
  SweepReport,
} from 'backstage-plugin-eks-environments-common';
import { EXECUTOR_PROBLEM } from '../../requests/planning';

/*
 * Everybody who sees an environment may read what happens and what a failure means. The raw texts of provisioners and their tools, with the
 * names of roles and accounts, come from the log and require the permission to read it.
 */

/** An environment for callers who may not read its log. */
export function withoutRawTexts(environment: Environment): Environment {
  const { breaker, operation, failure, conditions, sweep } = environment;
  return {
    ...environment,
    failure: failure && withoutCause(failure),
    operation: operation && withoutRawText(operation),
    breaker: breaker && {
      ...breaker,
      failure: withoutCause(breaker.failure),
    },
    conditions: conditions.map(withoutDetail),
    sweep: sweep && withoutReasons(sweep),
  };
}

/** An operation for callers who may not read its log; its message is the newest line of the log. */
export function withoutRawText({
  message,
  failure,
  ...operation
}: Operation): Operation {
  return { ...operation, failure: failure && withoutCause(failure) };
}

/** Whether a plan has findings about the backend's replicas, which only callers who may see the fleet may read. */
export function tellsOfExecutors({ findings }: Plan): boolean {
  return findings.some(({ code }) => code === EXECUTOR_PROBLEM);
}

/** A plan for callers who may not see the fleet. */
export function withoutExecutors(plan: Plan): Plan {
  return {
    ...plan,
    findings: plan.findings.filter(({ code }) => code !== EXECUTOR_PROBLEM),
  };
}

function withoutCause(failure: Failure): Failure {
  const { operatorMessage, cause, ...plain } = failure;
  return plain;
}

function withoutDetail({
  detail,
  ...condition
}: EnvironmentCondition): EnvironmentCondition {
  return condition;
}

/** Leftovers, and kinds that could not be searched for, are not secret; the reasons are. */
function withoutReasons(sweep: SweepReport): SweepReport {
  return {
    ...sweep,
    kinds: sweep.kinds.map(kind =>
      kind.problem ? { ...kind, problem: 'It could not be read' } : kind,
    ),
    items: sweep.items.map(({ reason, ...item }) => item),
  };
}
