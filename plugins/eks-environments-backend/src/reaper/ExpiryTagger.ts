import { TagResourceCommand } from '@aws-sdk/client-eks';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  EXPIRES_AT,
  hasRunningLease,
} from 'backstage-plugin-eks-environments-common';
import { describeCluster } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { AccountDirectory } from '../accounts';
import {
  type Clock,
  type EnvironmentRow,
  type LeaseRow,
  toColumn,
} from '../database';

const BATCH = 50;
const RETRY_AFTER = { minutes: 1 };

type Untagged = Pick<LeaseRow, 'environment_id' | 'phase' | 'expires_at'> &
  Pick<EnvironmentRow, 'cluster_name' | 'account' | 'region'>;

interface ExpiryTaggerOptions {
  knex: Knex;
  clock: Clock;
  accounts: AccountDirectory;
  logger: LoggerService;
}

/**
 * Tags the cluster with the end of its lease, so that it is visible in the account, and again after an extension.
 *
 * @remarks
 *
 * Separate from the reaper, which must not wait for AWS. A tag that could not be written is due again later.
 */
export class ExpiryTagger {
  readonly #options: ExpiryTaggerOptions;

  constructor(options: ExpiryTaggerOptions) {
    this.#options = options;
  }

  /** Writes the tags that are due; for a schedule. */
  async tagDue(): Promise<void> {
    const { knex, clock, logger } = this.#options;
    const due: Untagged[] = await knex('leases')
      .join('environments', 'environments.id', 'leases.environment_id')
      .where('leases.tag_due_at', '<=', toColumn(clock.now()))
      .orderBy('leases.tag_due_at')
      .limit(BATCH)
      .select(
        'leases.environment_id',
        'leases.phase',
        'leases.expires_at',
        'environments.cluster_name',
        'environments.account',
        'environments.region',
      );
    for (const lease of due) {
      try {
        await this.#tag(lease);
        await this.#settle(lease, null);
      } catch (error) {
        logger.warn(
          `The end of its lease could not be written on cluster ${lease.cluster_name}: ${error}`,
        );
        await this.#settle(lease, toColumn(clock.now().plus(RETRY_AFTER)));
      }
    }
  }

  async #tag(lease: Untagged): Promise<void> {
    if (lease.expires_at === null || !hasRunningLease(lease.phase)) {
      return;
    }
    const { clients } = await this.#options.accounts.access(
      lease.account,
      lease.region,
    );
    const cluster = await describeCluster(clients, lease.cluster_name);
    if (cluster) {
      await clients.eks.send(
        new TagResourceCommand({
          resourceArn: cluster.arn,
          tags: { [EXPIRES_AT]: lease.expires_at },
        }),
      );
    }
  }

  /** An extension meanwhile has made another tag due. */
  async #settle(lease: Untagged, dueAt: string | null): Promise<void> {
    await this.#options
      .knex<LeaseRow>('leases')
      .where({
        environment_id: lease.environment_id,
        expires_at: lease.expires_at,
      })
      .update({ tag_due_at: dueAt });
  }
}
