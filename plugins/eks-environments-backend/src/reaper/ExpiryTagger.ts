import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { hasRunningLease } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { resolveCondition, setCondition } from '../conditions';
import {
  type Clock,
  type EnvironmentRow,
  type LeaseRow,
  toColumn,
} from '../database';
import {
  DEADLINES,
  type ProvisionedRow,
  type ProvisionerRegistry,
  ProvisionerTimeoutError,
  toProvisioned,
} from '../provisioners';

const BATCH = 50;
/** After this time a tag is due again, whether its replica failed or died. Longer than the call can take, so the claim needs no renewal. */
const CLAIM = { seconds: DEADLINES.showLeaseEnd + 30 };

/** Type of the condition of an environment whose tag could not be written. */
const NOT_SHOWN = 'LeaseEndNotShown';

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
 * two replicas only one calls the provisioner. A tag that could not be written is due again later, and the condition `LeaseEndNotShown` tells
 * of it. Tags of a provisioner that is not installed wait for it.
 */
export class ExpiryTagger {
  readonly #options: ExpiryTaggerOptions;

  constructor(options: ExpiryTaggerOptions) {
    this.#options = options;
  }

  /** Writes the tags of a provisioner that are due; for a schedule of its own, so that a slow provisioner delays no other one. */
  async tagDue(provisioner: string): Promise<void> {
    const { knex, clock } = this.#options;
    const due: Untagged[] = await knex('leases')
      .join('environments', 'environments.id', 'leases.environment_id')
      .where('environments.provisioner', provisioner)
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
        'environments.existing_spec',
        'environments.outputs',
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
    } catch (error) {
      await this.#showFailed(lease, toError(error));
      return;
    }
    const { knex, clock } = this.#options;
    await this.#moveDue(lease, null);
    await resolveCondition(knex, {
      environmentId: lease.environment_id,
      type: NOT_SHOWN,
      reason: 'Shown',
      message: 'The end of the lease is shown next to the resource.',
      since: toColumn(clock.now()),
    });
  }

  /** Logged once, not with each attempt. */
  async #showFailed(lease: Untagged, error: Error): Promise<void> {
    const { knex, clock, logger } = this.#options;
    const outcome = await setCondition(knex, {
      environmentId: lease.environment_id,
      type: NOT_SHOWN,
      status: 'True',
      reason:
        error instanceof ProvisionerTimeoutError ? 'TimedOut' : 'CallFailed',
      message:
        'The end of the lease could not be shown next to the resource. The portal tries again.',
      detail: error.message,
      since: toColumn(clock.now()),
    });
    if (outcome === 'changed') {
      logger.warn(
        `The end of its lease could not be shown with ${lease.resource_ref}; the portal tries again`,
        error,
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
