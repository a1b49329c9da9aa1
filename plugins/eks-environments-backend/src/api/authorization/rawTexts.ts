import type {
  Environment,
  EnvironmentHealth,
  Failure,
  Operation,
  Plan,
  SweepReport,
} from 'backstage-plugin-eks-environments-common';
import { EXECUTOR_PROBLEM } from '../../requests/planning';

/*
 * What happens and what a failure means is for everybody who sees the environment. What AWS, Kubernetes and eksctl said word by word,
 * with the names of roles and accounts, is for those who may read the log, which it is taken from.
 */

/** An environment as those see it who may not read its log. */
export function withoutRawTexts(environment: Environment): Environment {
  const { breaker, operation, failure, health, sweep } = environment;
  return {
    ...environment,
    failure: failure && withoutCause(failure),
    operation: operation && withoutRawText(operation),
    breaker: breaker && {
      ...breaker,
      failure: withoutCause(breaker.failure),
    },
    health: health && withoutAnswer(health),
    sweep: sweep && withoutReasons(sweep),
  };
}

/** An operation as those see it who may not read its log; its message is the newest line of it. */
export function withoutRawText({
  message,
  failure,
  ...operation
}: Operation): Operation {
  return { ...operation, failure: failure && withoutCause(failure) };
}

/** Whether a plan says what is wrong with the replicas of the backend, which is for those who may see the fleet. */
export function tellsOfExecutors({ findings }: Plan): boolean {
  return findings.some(({ code }) => code === EXECUTOR_PROBLEM);
}

/** A plan as those see it who may not see the fleet. */
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

function withoutAnswer({
  message,
  ...health
}: EnvironmentHealth): EnvironmentHealth {
  return health;
}

/** What is left and that a kind could not be looked for is no secret. */
function withoutReasons(sweep: SweepReport): SweepReport {
  return {
    ...sweep,
    kinds: sweep.kinds.map(kind =>
      kind.problem
        ? { ...kind, problem: 'AWS did not say what there is' }
        : kind,
    ),
    items: sweep.items.map(({ reason, ...item }) => item),
  };
}
