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
 * IAM deletes no role that has policies which its stack does not know of, or that an instance profile holds. What attached them may be
 * anybody's, such as an organization that attaches a policy to each role; the role is ours. CloudFormation tries a role after all that uses it
 * in its stack is gone, so a role that it could not delete can go before the cluster does.
 *
 * The stack proves whose they are by its own tags, since a config may give a role any name.
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

/** What a stack of ours failed to delete of IAM. */
export const stackIamKinds: SweepKind[] = [instanceProfiles, roles];

async function failedOfStacks(
  type: string,
  clients: AwsClients,
  target: SweepTarget,
  /** Undefined when IAM has no such thing. */
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
        const standing = await describe(id);
        if (standing && !isClaimedByOthers(tagMap(standing.tags), target)) {
          const proof = `resource ${logicalId} of the stack ${stack.name}`;
          found.push({ id, proof });
        }
      }
    }
  }
  return found;
}
