import type {
  HibernateResult,
  OperationContext,
  OperationOutcome,
  PowerInput,
} from 'backstage-plugin-eks-environments-node';
import {
  countInstances,
  type PriceTable,
  readScalableGroups,
  type ScalableGroup,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';
import { openAccount } from '../procedures/openAccount';
import type { ProcedureOptions } from '../procedures/ProcedureOptions';
import { ReadinessTimeout } from '../procedures/verifyUntilReady';
import { costWhileOff } from './costWhileOff';
import { RememberedSizes } from './RememberedSizes';
import { tryResize } from './tryResize';

/*
 * The hibernation of a cluster: all node groups are scaled to zero.
 *
 * The size of each group is stored twice before it is changed, in the database and in a tag of the group. A group that has the tag keeps it,
 * so an attempt that is repeated, or an autoscaler that changes the size meanwhile, never overwrites the size to restore.
 *
 * An autoscaler that runs in the cluster may start nodes until its own node is gone. So all groups are read again until no group wants nodes
 * and no instance runs.
 */

/** Managed groups must have a maximum of at least one. */
const LEAST_MAXIMUM = 1;

type Outcome = OperationOutcome<HibernateResult>;

/** Runs a hibernation, see above. */
export async function hibernateCluster(
  context: OperationContext<PowerInput>,
  options: ProcedureOptions & { prices: PriceTable },
): Promise<Outcome> {
  const { environment, journal } = context;
  const { access, objection } = await openAccount(context, options, 'existing');
  if (objection) {
    return { kind: 'failed', failure: objection };
  }
  journal.progress('nodes', 5);
  const sizes = new RememberedSizes(context, access.clients);
  const remaining = await removeNodes(context, { access, sizes, options });
  if (remaining > 0) {
    const nodes = String(remaining);
    return {
      kind: 'failed',
      failure: eksctlFailure('nodesRemain', {
        cause: `${nodes} instances still run`,
        nodes,
      }),
    };
  }
  journal.log('No node is left', 'success');
  return {
    kind: 'succeeded',
    result: {
      restore: { sizes: sizes.stored() },
      cost: costWhileOff(environment, options.prices),
    },
  };
}

/** @returns how many instances are left after the readiness timeout, which starts again whenever one ends */
async function removeNodes(
  context: OperationContext<PowerInput>,
  {
    access,
    sizes,
    options,
  }: {
    access: AccountAccess;
    sizes: RememberedSizes;
    options: ProcedureOptions;
  },
): Promise<number> {
  const { environment, journal, signal } = context;
  const { clients } = access;
  const first = await countInstances(clients, environment.resourceRef);
  let fewest = first;
  let timeout = new ReadinessTimeout({ ...options, journal, signal });
  for (;;) {
    const groups = await readScalableGroups(clients, environment.resourceRef);
    const awake = groups.filter(isAwake);
    await sizes.remember(groups, awake);
    for (const group of awake) {
      await tryResize(context, access, group, zeroOf(group));
    }
    const left = await countInstances(clients, environment.resourceRef);
    if (left === 0 && awake.length === 0) {
      return 0;
    }
    if (left < fewest) {
      fewest = left;
      timeout = new ReadinessTimeout({ ...options, journal, signal });
      journal.progress('nodes', 5 + 90 * (1 - left / first));
    }
    if ((await timeout.wait(`${left} nodes still run`)) === 'expired') {
      return left || awake.length;
    }
  }
}

function isAwake({ size }: ScalableGroup): boolean {
  return size.min > 0 || size.desired > 0;
}

/** A self-managed group can be closed for autoscalers by its maximum, too. */
function zeroOf({ kind, size }: ScalableGroup): ScalableGroup['size'] {
  return {
    min: 0,
    desired: 0,
    max: kind === 'managed' ? Math.max(LEAST_MAXIMUM, size.max) : 0,
  };
}
