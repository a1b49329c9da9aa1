import type { Finding } from 'backstage-plugin-eks-environments-common';
import { NO_EKSCTL } from '../findings';
import type { Planner } from '../Planner';
import type { PlannedRequest } from '../RequestPlanner';
import { withFindings } from './withFindings';
import type { Executor, ExecutorStore } from '../../executors/ExecutorStore';
import type { ExecutorProblem } from '../../executors/types';

/** The code of the findings that say why a replica cannot run eksctl; they name paths, and are for platform engineers. */
export const EXECUTOR_PROBLEM = 'executor-problem';

/** Only a person can correct these; the others may be over when the request is approved. */
const LASTING = new Set<ExecutorProblem['code']>([
  'eksctl-missing',
  'eksctl-too-old',
]);

/**
 * Adds to each plan whether a replica can create the environment.
 *
 * @remarks
 *
 * A plan is refused only if every live replica reports that it cannot run eksctl. If none has reported, such as right after a start,
 * nothing is known, and a creation waits for the first replica that is ready.
 */
export class ExecutorPlanner implements Planner {
  readonly #planner: Planner;
  readonly #executors: Pick<ExecutorStore, 'list'>;

  constructor(options: {
    planner: Planner;
    executors: Pick<ExecutorStore, 'list'>;
  }) {
    this.#planner = options.planner;
    this.#executors = options.executors;
  }

  async plan(...request: Parameters<Planner['plan']>): Promise<PlannedRequest> {
    const planned = await this.#planner.plan(...request);
    const executors = await this.#executors.list();
    return withFindings(
      planned,
      findingsOf(executors.filter(({ isAlive }) => isAlive)),
    );
  }
}

function findingsOf(executors: Executor[]): Finding[] {
  if (executors.length === 0 || executors.some(isReady)) {
    return [];
  }
  return executors.every(lacksEksctl)
    ? [
        {
          severity: 'error',
          code: NO_EKSCTL,
          message:
            'No backend can run eksctl now, so no cluster can be created. The platform team finds the reason on the fleet page and must correct it; then ask again',
        },
        ...executors.flatMap(detailsOf),
      ]
    : [
        {
          severity: 'warning',
          code: 'no-executor',
          message:
            'No backend can begin creations now. The cluster is created as soon as one can; the platform team finds the reason on the fleet page',
        },
      ];
}

function isReady({ problems }: Executor): boolean {
  return problems.length === 0;
}

function lacksEksctl({ problems }: Executor): boolean {
  return problems.some(({ code }) => LASTING.has(code));
}

function detailsOf({ replica, problems }: Executor): Finding[] {
  return problems.map(({ message }) => ({
    severity: 'info',
    code: EXECUTOR_PROBLEM,
    message: `${replica}: ${message}`,
  }));
}
