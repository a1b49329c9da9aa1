import {
  DeleteInstanceProfileCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfiles,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  paginateListRoles,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { AwsClients } from '../stacks/AwsClients';
import { iamPage } from './consolePages';
import { GlobalProof, regionsNamedBy } from './GlobalProof';
import { SweepTarget } from './SweepTarget';
import { tagMap } from './proof';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/*
 * IAM cannot be filtered by tag, and an account may have thousands of roles: tags are read only for those whose name could belong to the
 * cluster, and only a tag is a proof, together with evidence of the region. CloudFormation truncates generated names to 64 characters,
 * with `eksctl-` and the cluster's name first.
 */
const NAME_LENGTH_THAT_IS_KEPT = 18;

/** Running resources need their roles, and EKS needs its own until the cluster is deleted. */
const AFTER = ['cluster', 'instance'];

const oidcProviders: SweepKind = {
  name: 'oidc-provider',
  singular: 'identity provider (OIDC)',
  plural: 'identity providers (OIDC)',
  billed: false,
  console: iamPage('identity_providers/details/OPENID/'),
  async find(clients, target) {
    const { iam } = clients;
    const proof = new GlobalProof(clients, target);
    const { OpenIDConnectProviderList = [] } = await iam.send(
      new ListOpenIDConnectProvidersCommand({}),
    );
    const found: Leftover[] = [];
    for (const { Arn } of OpenIDConnectProviderList) {
      // An account also has providers of GitHub, of other regions and others, whose tags are not read.
      if (Arn && regionsNamedBy({ arn: Arn, tags: {} }).has(target.region)) {
        const answer = await unlessGone(
          iam.send(
            new ListOpenIDConnectProviderTagsCommand({
              OpenIDConnectProviderArn: Arn,
            }),
          ),
        );
        const tags = tagMap(answer?.Tags);
        found.push(...(await proof.leftovers({ id: Arn, arn: Arn, tags })));
      }
    }
    return found;
  },
  async remove({ iam }, id) {
    await iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id }),
    );
  },
};

/** Karpenter and Auto Mode create some of their own. */
const instanceProfiles: SweepKind = {
  name: 'instance-profile',
  singular: 'instance profile',
  plural: 'instance profiles',
  billed: false,
  after: AFTER,
  async find(clients, target) {
    const { iam: client } = clients;
    const proof = new GlobalProof(clients, target);
    const found: Leftover[] = [];
    for await (const page of paginateListInstanceProfiles({ client }, {})) {
      for (const { Arn, InstanceProfileName } of page.InstanceProfiles ?? []) {
        if (mayBeOf(target, Arn)) {
          const answer = await unlessGone(
            client.send(new GetInstanceProfileCommand({ InstanceProfileName })),
          );
          const tags = tagMap(answer?.InstanceProfile?.Tags);
          const id = InstanceProfileName;
          found.push(...(await proof.leftovers({ id, arn: Arn, tags })));
        }
      }
    }
    return found;
  },
  async remove({ iam }, InstanceProfileName) {
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName }),
    );
    for (const { RoleName } of InstanceProfile?.Roles ?? []) {
      await iam.send(
        new RemoveRoleFromInstanceProfileCommand({
          InstanceProfileName,
          RoleName,
        }),
      );
    }
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  },
};

const roles: SweepKind = {
  name: 'iam-role',
  singular: 'IAM role',
  plural: 'IAM roles',
  billed: false,
  console: iamPage('roles/details/'),
  after: AFTER,
  async find(clients, target) {
    const { iam: client } = clients;
    const proof = new GlobalProof(clients, target);
    const found: Leftover[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
      for (const { Arn, RoleName } of Roles) {
        if (mayBeOf(target, Arn)) {
          const answer = await unlessGone(
            client.send(new GetRoleCommand({ RoleName })),
          );
          found.push(
            ...(await proof.leftovers({
              id: RoleName,
              arn: Arn,
              tags: tagMap(answer?.Role?.Tags),
              trust: answer?.Role?.AssumeRolePolicyDocument,
            })),
          );
        }
      }
    }
    return found;
  },
  async remove({ iam }, RoleName) {
    await emptyRole(iam, RoleName);
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
};

export const iamKinds = { oidcProviders, instanceProfiles, roles };

/** A role can be deleted only if nothing is attached to it. */
async function emptyRole(
  client: AwsClients['iam'],
  RoleName: string,
): Promise<void> {
  const input = { RoleName };
  for await (const page of paginateListInstanceProfilesForRole(
    { client },
    input,
  )) {
    for (const { InstanceProfileName } of page.InstanceProfiles ?? []) {
      await client.send(
        new RemoveRoleFromInstanceProfileCommand({
          ...input,
          InstanceProfileName,
        }),
      );
    }
  }
  for await (const page of paginateListAttachedRolePolicies(
    { client },
    input,
  )) {
    for (const { PolicyArn } of page.AttachedPolicies ?? []) {
      await client.send(new DetachRolePolicyCommand({ ...input, PolicyArn }));
    }
  }
  for await (const page of paginateListRolePolicies({ client }, input)) {
    for (const PolicyName of page.PolicyNames ?? []) {
      await client.send(new DeleteRolePolicyCommand({ ...input, PolicyName }));
    }
  }
}

function mayBeOf(
  { clusterName }: SweepTarget,
  arn: string | undefined,
): boolean {
  return arn?.includes(clusterName.slice(0, NAME_LENGTH_THAT_IS_KEPT)) === true;
}

/** A listed resource may be deleted before it is read. */
export async function unlessGone<T>(
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}
