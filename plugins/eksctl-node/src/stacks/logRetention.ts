import {
  paginateDescribeLogGroups,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ClusterConfig } from '../model/clusterConfig';
import { AwsClients } from './AwsClients';
import { LogGroupPart } from './types';

/** The log retention that eksctl would set for the control plane; eksctl sets it only if logging is enabled. */
export function logRetentionOf({
  cloudWatch,
}: ClusterConfig): number | undefined {
  const { enableTypes = [], logRetentionInDays } =
    cloudWatch?.clusterLogging ?? {};
  return enableTypes.length > 0 && logRetentionInDays
    ? logRetentionInDays
    : undefined;
}

/** The log group of a control plane; EKS creates it with the first log entry. */
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
 * Sets the retention of a control plane's logs in CloudWatch, in days. eksctl sets it only together with a change of the log types.
 *
 * @throws errors of AWS, also if the log group does not exist yet
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
