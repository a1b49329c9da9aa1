import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  Tag,
} from '@aws-sdk/client-iam';
import { AwsClients } from '../stacks/AwsClients';
import { EksStacks } from '../stacks/EksStacks';
import { iamKinds, unlessGone } from './iamKinds';
import { isClaimedByOthers, proofOf, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/*
 * IAM does not delete a role that has policies unknown to its stack, or that is in an instance profile. Anybody may have attached them,
 * such as an organization that attaches a policy to each role; the role belongs to the target. CloudFormation deletes a role after
 * everything that uses it in its stack, so a role whose deletion failed can be removed before the cluster.
 *
 * The stack proves the ownership by its own tags, since a config may give a role any name.
 */

const roles: SweepKind = {
  ...iamKinds.roles,
  after: [],
  find: (clients, target) =>
    failedOfStacks('AWS::IAM::Role', clients, target, async RoleName => {
      const answer = await unlessGone(
        clients.iam.send(new GetRoleCommand({ RoleName })),
      );
      return answer && { tags: answer.Role?.Tags };
    }),
};

const instanceProfiles: SweepKind = {
  ...iamKinds.instanceProfiles,
  after: [],
  find: (clients, target) =>
    failedOfStacks(
      'AWS::IAM::InstanceProfile',
      clients,
      target,
      async InstanceProfileName => {
        const answer = await unlessGone(
          clients.iam.send(
            new GetInstanceProfileCommand({ InstanceProfileName }),
          ),
        );
        return answer && { tags: answer.InstanceProfile?.Tags };
      },
    ),
};

/** IAM resources that a stack of the target failed to delete. */
export const stackIamKinds: SweepKind[] = [instanceProfiles, roles];

async function failedOfStacks(
  type: string,
  clients: AwsClients,
  target: SweepTarget,
  /** Undefined if it does not exist in IAM. */
  describe: (name: string) => Promise<{ tags: Tag[] | undefined } | undefined>,
): Promise<Leftover[]> {
  const stacks = await new EksStacks(clients).describeClusterStacks(
    target.clusterName,
  );
  const found: Leftover[] = [];
  for (const stack of stacks.filter(({ tags }) => proofOf(tags, target))) {
    for (const resource of stack.resources) {
      const { physicalId: id, logicalId, status } = resource;
      if (resource.type === type && status === 'DELETE_FAILED' && id) {
        const existing = await describe(id);
        if (existing && !isClaimedByOthers(tagMap(existing.tags), target)) {
          const proof = `resource ${logicalId} of the stack ${stack.name}`;
          found.push({ id, proof });
        }
      }
    }
  }
  return found;
}
