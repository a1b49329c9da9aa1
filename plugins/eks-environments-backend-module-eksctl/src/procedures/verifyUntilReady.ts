import { describeCluster, verifyCluster } from 'backstage-plugin-eksctl-node';
import type { DateTime, Duration } from 'luxon';
import type { AccountAccess } from '../accounts';
import type { Clock, Pause } from 'backstage-plugin-eks-environments-node';
import { eksctlFailure } from '../failures/eksctlFailures';
import type {
  CreateResult,
  OperationJournal,
  OperationOutcome,
} from 'backstage-plugin-eks-environments-node';

interface ReadinessTimeoutOptions {
  journal: Pick<OperationJournal, 'log'>;
  signal: AbortSignal;
  clock: Clock;
  pause: Pause;
  watchMs: number;
  verifyFor: Duration;
}

/** The readiness timeout of a cluster that exists. It starts with the first wait. */
export class ReadinessTimeout {
  readonly #options: ReadinessTimeoutOptions;
  #end: DateTime | undefined;
  #said: string | undefined;

  constructor(options: ReadinessTimeoutOptions) {
    this.#options = options;
  }

  /** Waits for one interval. @returns `expired`, without waiting, when no time is left */
  async wait(reason: string): Promise<'waited' | 'expired'> {
    const { clock, verifyFor, journal, pause, watchMs, signal } = this.#options;
    this.#end ??= clock.now().plus(verifyFor);
    if (clock.now() >= this.#end) {
      return 'expired';
    }
    if (reason !== this.#said) {
      this.#said = reason;
      journal.log(`Waiting for the cluster: ${reason}`);
    }
    await pause(watchMs, signal);
    return 'waited';
  }
}

/**
 * Asks the cluster itself until it is usable: that eksctl exited successfully proves little.
 *
 * @remarks
 *
 * An unhealthy add-on has as long as everything else. After that it is only a warning: people can use the cluster.
 */
export async function verifyUntilReady(options: {
  access: AccountAccess;
  clusterName: string;
  minimumNodes: number;
  journal: Pick<OperationJournal, 'log'>;
  timeout: ReadinessTimeout;
}): Promise<OperationOutcome<CreateResult>> {
  const { access, clusterName, minimumNodes, journal, timeout } = options;
  for (;;) {
    const verdict = await verifyCluster({
      ...access,
      clusterName,
      minimumNodes,
    });
    const complaints =
      verdict.kind === 'ready' ? verdict.unhealthy : [verdict.reason];
    if (
      complaints.length > 0 &&
      (await timeout.wait(complaints.join('; '))) === 'waited'
    ) {
      continue;
    }
    if (verdict.kind === 'notReady') {
      const { reason } = verdict;
      return {
        kind: 'failed',
        failure: eksctlFailure('notUsable', { cause: reason, reason }),
      };
    }
    for (const complaint of verdict.unhealthy) {
      journal.log(`The cluster can be used, but: ${complaint}`, 'warning');
    }
    journal.log('The cluster answers and its nodes are ready', 'success');
    const cluster = await describeCluster(access.clients, clusterName);
    return {
      kind: 'succeeded',
      result: {
        cluster: {
          nodes: verdict.nodes,
          kubernetesVersion: cluster?.version ?? verdict.kubernetesVersion,
          endpoint: cluster?.endpoint,
          certificateAuthority: cluster?.certificateAuthority,
          unhealthy: verdict.unhealthy,
        },
      },
    };
  }
}
