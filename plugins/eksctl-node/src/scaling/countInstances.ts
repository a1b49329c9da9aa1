import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';

/**
 * The number of EC2 instances of a cluster that run or are about to, whoever launched them. Instances that are shutting down do not cost
 * anything any more and do not count.
 *
 * @throws the error of AWS
 * @public
 */
export async function countInstances(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  clusterName: string,
): Promise<number> {
  let count = 0;
  const pages = paginateDescribeInstances(
    { client: ec2 },
    {
      Filters: [
        { Name: `tag:kubernetes.io/cluster/${clusterName}`, Values: ['owned'] },
        { Name: 'instance-state-name', Values: ['pending', 'running'] },
      ],
    },
  );
  for await (const { Reservations = [] } of pages) {
    for (const { Instances = [] } of Reservations) {
      count += Instances.length;
    }
  }
  return count;
}
