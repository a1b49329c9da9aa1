import type { LoggerService } from '@backstage/backend-plugin-api';
import { hasRunningLease } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type Clock,
  type EnvironmentRow,
  type LeaseRow,
  toColumn,
} from '../database';
import {
  type ProvisionedRow,
  type ProvisionerRegistry,
  toProvisioned,
} from '../provisioners';

const BATCH = 50;
/** How long a replica has for a tag. After that it is due again, whether that replica failed or died. */
const CLAIM = { minutes: 1 };

type Untagged = Pick<
  LeaseRow,
  'environment_id' | 'phase' | 'expires_at' | 'tag_due_at'
> &
  ProvisionedRow &
  Pick<EnvironmentRow, 'provisioner'>;

interface ExpiryTaggerOptions {
  knex: Knex;
  clock: Clock;
  provisioners: ProvisionerRegistry;
  installation: string;
  logger: LoggerService;
}

/**
 * Has the provisioner show the end of the lease next to the resource, such as in a tag, and again after an extension.
 *
 * @remarks
 *
 * Separate from the reaper, which must not wait for a provisioner. A tag is claimed by a compare-and-set of the time at which it is due, so of
 * two replicas only one calls the provisioner. A tag that could not be written is due again later.
 */
export class ExpiryTagger {
  readonly #options: ExpiryTaggerOptions;

  constructor(options: ExpiryTaggerOptions) {
    this.#options = options;
  }

  /** Writes the tags that are due; for a schedule. */
  async tagDue(): Promise<void> {
    const { knex, clock } = this.#options;
    const due: Untagged[] = await knex('leases')
      .join('environments', 'environments.id', 'leases.environment_id')
      .where('leases.tag_due_at', '<=', toColumn(clock.now()))
      .orderBy('leases.tag_due_at')
      .limit(BATCH)
      .select(
        'leases.environment_id',
        'leases.phase',
        'leases.expires_at',
        'leases.tag_due_at',
        'environments.id',
        'environments.tagged_as',
        'environments.resource_ref',
        'environments.account',
        'environments.region',
        'environments.provisioner',
        'environments.spec',
      );
    for (const lease of due) {
      const until = toColumn(clock.now().plus(CLAIM));
      if ((await this.#moveDue(lease, until)) === 'moved') {
        await this.#tagClaimed({ ...lease, tag_due_at: until });
      }
    }
  }

  async #tagClaimed(lease: Untagged): Promise<void> {
    try {
      await this.#tag(lease);
      await this.#moveDue(lease, null);
    } catch (error) {
      this.#options.logger.warn(
        `The end of its lease could not be written on cluster ${lease.resource_ref}: ${error}`,
      );
    }
  }

  async #tag(lease: Untagged): Promise<void> {
    if (lease.expires_at === null || !hasRunningLease(lease.phase)) {
      return;
    }
    const { provisioners } = this.#options;
    await provisioners
      .get(lease.provisioner)
      .showLeaseEnd?.(toProvisioned(lease, this.#options), {
        expiresAt: lease.expires_at,
      });
  }

  /** An extension meanwhile makes another tag due, and another replica may have claimed this one. */
  async #moveDue(
    { environment_id, expires_at, tag_due_at }: Untagged,
    dueAt: string | null,
  ): Promise<'moved' | 'lost'> {
    const changed = await this.#options
      .knex<LeaseRow>('leases')
      .where({ environment_id, expires_at, tag_due_at })
      .update({ tag_due_at: dueAt });
    return changed === 1 ? 'moved' : 'lost';
  }
}
