import type { OperationContext } from 'backstage-plugin-eks-environments-node';
import { resizeGroup, type ScalableGroup } from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { formatSize } from './awakeSize';

/** Changes the size of a node group, unless AWS has another update of it in progress. The caller reads the groups again afterwards. */
export async function tryResize(
  { environment, journal }: OperationContext<object>,
  { clients }: Pick<AccountAccess, 'clients'>,
  group: ScalableGroup,
  size: ScalableGroup['size'],
): Promise<void> {
  if (group.isBusy) {
    return;
  }
  try {
    await resizeGroup(clients, environment.resourceRef, group, size);
    journal.log(
      `Changed the size of the node group ${group.name} from ${formatSize(
        group.size,
      )} to ${formatSize(size)} (minimum/desired/maximum)`,
    );
  } catch (error) {
    if (!isInUse(error)) {
      throw error;
    }
  }
}

/** EKS, or EC2 Auto Scaling, began another update since the group was read. */
function isInUse(error: unknown): boolean {
  return (
    error instanceof Error &&
    [
      'ResourceInUseException',
      'ResourceContention',
      'ResourceContentionFault',
      'ScalingActivityInProgress',
      'ScalingActivityInProgressFault',
    ].includes(error.name)
  );
}
