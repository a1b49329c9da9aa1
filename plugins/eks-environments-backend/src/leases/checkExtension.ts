import {
  canExtend,
  type EnvironmentState,
  type Message,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { type LeaseRow, toColumn } from '../database';
import { storedTime } from './leaseTimes';

/** Whether a lease can be extended now. `from` is where an extension begins, `latest` the time past which it cannot lead. */
export type ExtensionCheck =
  | { kind: 'extendable'; from: DateTime; latest: DateTime }
  | { kind: 'refused'; reason: Message };

/**
 * How far a lease may be extended.
 *
 * - `owner`: by its owner alone, within the number of extensions and the total of the blueprint
 * - `withApproval`: when a request for it was approved, up to the total that always holds
 */
export type ExtensionLimit = 'owner' | 'withApproval';

/**
 * Checks whether a lease can be extended: for the action that pages offer and for the command that carries it out.
 *
 * @remarks
 *
 * An extension begins at the end of the lease; in grace, now.
 */
export function checkExtension(
  { state, lease }: { state: EnvironmentState; lease: LeaseRow },
  now: DateTime,
  limit: ExtensionLimit = 'owner',
): ExtensionCheck {
  if (!canExtend({ state, lease })) {
    return refused({
      code: 'lease-not-running',
      message: 'Only a lease that is active, or in its grace, can be extended',
    });
  }
  if (limit === 'owner' && lease.extensions >= lease.maximum_extensions) {
    return refused({
      code: 'extensions-used-up',
      params: { used: lease.extensions, maximum: lease.maximum_extensions },
      message: `The lease was already extended ${lease.extensions} of ${lease.maximum_extensions} times`,
    });
  }
  const [end, latest] = [
    storedTime(lease.expires_at),
    storedTime(
      limit === 'owner' ? lease.latest_end : lease.latest_approved_end,
    ),
  ];
  if (!end || !latest) {
    return refused({
      code: 'lease-end-invalid',
      message: 'The stored end of the lease is not a time',
    });
  }
  const from = DateTime.max(end, now);
  return from < latest
    ? { kind: 'extendable', from, latest }
    : refused({
        code: 'lease-at-maximum',
        params: { latestEnd: toColumn(latest) },
        message: 'The lease is as long as its blueprint allows in total',
      });
}

function refused(reason: Message): ExtensionCheck {
  return { kind: 'refused', reason };
}
