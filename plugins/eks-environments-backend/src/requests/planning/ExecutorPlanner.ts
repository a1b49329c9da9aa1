import type { Finding } from 'backstage-plugin-eks-environments-common';
import { NO_EXECUTOR } from '../findings';
import type { EnvironmentPlanner, PlannedEnvironment } from './types';
import { withFindings } from './withFindings';
import type { Executor, ExecutorStore } from '../../executors/ExecutorStore';

/** The code of the findings that say why a replica cannot create environments; they name paths, and are for platform engineers. */
export const EXECUTOR_PROBLEM = 'executor-problem';

/**
 * Adds to each plan whether a replica can create the environment.
 *
 * @remarks
 *
 * A plan is refused only if every live replica reports a problem that only a person can correct. If none has reported, such as right after a start,
 * nothing is known, and a creation waits for the first replica that is ready.
 */
export class ExecutorPlanner implements EnvironmentPlanner {
  readonly #planner: EnvironmentPlanner;
  readonly #executors: Pick<ExecutorStore, 'list'>;

  constructor(options: {
    planner: EnvironmentPlanner;
    executors: Pick<ExecutorStore, 'list'>;
  }) {
    this.#planner = options.planner;
    this.#executors = options.executors;
  }

  async plan(
    ...request: Parameters<EnvironmentPlanner['plan']>
  ): Promise<PlannedEnvironment> {
    const planned = await this.#planner.plan(...request);
    const { provisioner } = planned.resolved.blueprint;
    const executors = await this.#executors.list();
    return withFindings(
      planned,
      findingsOf(
        executors
          .filter(({ isAlive }) => isAlive)
          .map(executor => concerning(executor, provisioner)),
      ),
    );
  }
}

/** A replica with the problems that it has with a provisioner. */
function concerning(executor: Executor, provisioner: string): Executor {
  return {
    ...executor,
    problems: executor.problems.filter(
      problem => (problem.provisioner ?? provisioner) === provisioner,
    ),
  };
}

function findingsOf(executors: Executor[]): Finding[] {
  if (executors.length === 0 || executors.some(isReady)) {
    return [];
  }
  return executors.every(isUnableForGood)
    ? [
        {
          severity: 'error',
          code: NO_EXECUTOR,
          message:
            'No backend can create this kind of environment now. The platform team finds the reason on the fleet page and must correct it; then ask again',
        },
        ...executors.flatMap(detailsOf),
      ]
    : [
        {
          severity: 'warning',
          code: NO_EXECUTOR,
          message:
            'No backend can begin creations now. The cluster is created as soon as one can; the platform team finds the reason on the fleet page',
        },
      ];
}

function isReady({ problems }: Executor): boolean {
  return problems.length === 0;
}

/** Until a person corrects it. */
function isUnableForGood({ problems }: Executor): boolean {
  return problems.some(({ isLasting }) => isLasting);
}

function detailsOf({ replica, problems }: Executor): Finding[] {
  return problems.map(({ message }) => ({
    severity: 'info',
    code: EXECUTOR_PROBLEM,
    message: `${replica}: ${message}`,
  }));
}
