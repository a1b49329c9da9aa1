import {
  paginateDescribeLogGroups,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ClusterConfig } from '../model/clusterConfig';
import { AwsClients } from './AwsClients';
import { LogGroupPart } from './types';

/** How long eksctl would have the logs of the control plane kept; it sets that only where it has any written. */
export function logRetentionOf({
  cloudWatch,
}: ClusterConfig): number | undefined {
  const { enableTypes = [], logRetentionInDays } =
    cloudWatch?.clusterLogging ?? {};
  return enableTypes.length > 0 && logRetentionInDays
    ? logRetentionInDays
    : undefined;
}

/** The log group of a control plane; EKS makes it when it has something to write. */
export async function findLogGroup(
  { logs }: Pick<AwsClients, 'logs'>,
  clusterName: string,
): Promise<LogGroupPart | undefined> {
  const name = nameOf(clusterName);
  const pages = paginateDescribeLogGroups(
    { client: logs },
    { logGroupNamePrefix: name },
  );
  for await (const { logGroups = [] } of pages) {
    const found = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (found) {
      return { retentionInDays: found.retentionInDays };
    }
  }
  return undefined;
}

/**
 * Has CloudWatch keep the logs of a control plane so many days. eksctl does that only together with a change of the log types.
 *
 * @throws errors of AWS, also when there is no log group yet
 * @public
 */
export async function setLogRetention(options: {
  clients: Pick<AwsClients, 'logs'>;
  clusterName: string;
  retentionInDays: number;
}): Promise<void> {
  const { clients, clusterName, retentionInDays } = options;
  await clients.logs.send(
    new PutRetentionPolicyCommand({
      logGroupName: nameOf(clusterName),
      retentionInDays,
    }),
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
function nameOf(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}
