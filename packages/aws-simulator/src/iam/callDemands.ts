import { Call } from '../services/dispatch';
import { Account, Region, Tags } from '../world/model';
import { World } from '../world/World';
import {
  Authorization,
  authorizationOf,
  boundaryContext,
  Demand,
  passRole,
  Place,
  serviceLinkedRole,
  tagContext,
} from './Authorization';

/*
 * The authorizations that a call needs, from AWS's Service Authorization Reference: the resources of an action, and its dependent
 * actions. Resources are exact for IAM, CloudWatch Logs, Systems Manager, CloudFormation and EKS's clusters, and `*` elsewhere.
 */

/** Services whose name in policies differs from that in signatures. */
const PREFIXES: Record<string, string> = { cloudcontrolapi: 'cloudformation' };

/** The actions of a type's handlers, which Cloud Control calls with the permissions of the caller. */
const HANDLERS: Record<string, Record<string, string>> = {
  ListResources: {
    'AWS::Route53Resolver::FirewallRuleGroupAssociation':
      'ListFirewallRuleGroupAssociations',
    'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation':
      'ListResolverQueryLogConfigAssociations',
    'AWS::Route53Resolver::ResolverRuleAssociation':
      'ListResolverRuleAssociations',
  },
  GetResource: {
    'AWS::Route53Resolver::FirewallRuleGroupAssociation':
      'GetFirewallRuleGroupAssociation',
    'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation':
      'GetResolverQueryLogConfigAssociation',
    'AWS::Route53Resolver::ResolverRuleAssociation':
      'GetResolverRuleAssociation',
  },
  DeleteResource: {
    'AWS::Route53Resolver::FirewallRuleGroupAssociation':
      'DisassociateFirewallRuleGroup',
    'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation':
      'DisassociateResolverQueryLogConfig',
    'AWS::Route53Resolver::ResolverRuleAssociation': 'DisassociateResolverRule',
  },
};

const REMOVAL = /^(?:Delete|Release|Terminate)/;
const NO_RESOURCE = /^(?:List|Describe).*s$/;

interface Scene {
  call: Call;
  place: Place;
  account: Account;
  region: Region;
}

/** The authorizations that IAM checks before a call runs. */
export function authorizationsOfCall(
  world: World,
  call: Call,
  place: Place,
): Authorization[] {
  const { accountId, region } = place;
  const scene = {
    call,
    place,
    account: world.account(accountId),
    region: world.region(accountId, region),
  };
  const { service, action } = call;
  return [
    {
      action: `${PREFIXES[service] ?? service}:${action}`,
      ...targetOf(scene),
    },
    ...furtherDemands(scene),
  ].map(demand => authorizationOf(demand, 'client', place));
}

function targetOf(scene: Scene): Omit<Demand, 'action'> {
  const { call, place } = scene;
  const { accountId, region } = place;
  switch (call.service) {
    case 'iam':
      return identityTarget(scene);
    case 'logs':
      return {
        resource: NO_RESOURCE.test(call.action)
          ? '*'
          : `arn:aws:logs:${region}:${accountId}:log-group:${
              call.subject ?? '*'
            }:log-stream:`,
      };
    case 'ssm':
      return {
        resource: `arn:aws:ssm:${region}::parameter${text(call, 'Name')}`,
      };
    case 'cloudformation':
      return {
        resource:
          call.subject === undefined
            ? '*'
            : stackArn(
                call.subject,
                `arn:aws:cloudformation:${region}:${accountId}:stack/`,
              ),
      };
    case 'eks':
      return {
        resource:
          call.subject === undefined || call.subject.startsWith('arn:')
            ? call.subject
            : `arn:aws:eks:${region}:${accountId}:cluster/${call.subject}`,
      };
    default:
      return REMOVAL.test(call.action)
        ? { context: tagContext(tagsOfNamed(scene)) }
        : {};
  }
}

function stackArn(nameOrArn: string, prefix: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : `${prefix}${nameOrArn}/*`;
}

function identityTarget({
  call,
  place,
  account,
}: Scene): Omit<Demand, 'action'> {
  const prefix = `arn:aws:iam::${place.accountId}`;
  const profile = text(call, 'InstanceProfileName');
  if (profile !== undefined) {
    const tags = account.instanceProfiles.find(
      ({ name }) => name === profile,
    )?.tags;
    return {
      resource: `${prefix}:instance-profile/${profile}`,
      context: tagContext(tags ?? {}),
    };
  }
  const role = text(call, 'RoleName');
  if (role !== undefined) {
    return {
      resource: `${prefix}:role/${role}`,
      context: boundaryContext(account.roles.find(({ name }) => name === role)),
    };
  }
  const url = text(call, 'Url')
    ?.replace(/^https:\/\//, '')
    .replace(/:443(?=\/|$)/, '');
  return {
    resource:
      text(call, 'OpenIDConnectProviderArn') ??
      (url === undefined ? '*' : `${prefix}:oidc-provider/${url}`),
  };
}

/** The tags of the first resource in the region that the call names. */
function tagsOfNamed({ call, region }: Scene): Tags {
  const named = new Set(Object.values(call.input).map(String));
  const things = Object.values(region).flat() as Array<{
    tags?: Tags;
    id?: string;
    arn?: string;
    allocationId?: string;
    name?: string;
  }>;
  return (
    things.find(({ id, arn, allocationId, name: ofOwn }) =>
      [id, arn, allocationId, ofOwn].some(
        name => name !== undefined && named.has(name),
      ),
    )?.tags ?? {}
  );
}

function furtherDemands(scene: Scene): Demand[] {
  const { call, place } = scene;
  switch (call.service) {
    case 'cloudcontrolapi': {
      const handler = HANDLERS[call.action]?.[String(call.input.TypeName)];
      return handler ? [{ action: `route53resolver:${handler}` }] : [];
    }
    case 'eks':
      return demandsOfEks(call, place);
    case 'iam':
      // Setting tags at creation requires permission to tag.
      return call.action === 'CreateOpenIDConnectProvider' && hasTags(call)
        ? [{ action: 'iam:TagOpenIDConnectProvider', ...identityTarget(scene) }]
        : [];
    default:
      return [];
  }
}

function demandsOfEks(call: Call, place: Place): Demand[] {
  const { input, action } = call;
  const roles = rolesGiven(input);
  switch (action) {
    case 'CreateFargateProfile':
      return [
        ...roles.map(role => passRole(role, 'eks-fargate-pods.amazonaws.com')),
        serviceLinkedRole(place, 'eks-fargate.amazonaws.com'),
      ];
    case 'CreateAddon':
    case 'UpdateAddon':
      return [
        ...roles.map(role => passRole(role, 'eks.amazonaws.com')),
        ...associationsOf(input).flatMap(rolesGiven).flatMap(rolesOfPods),
      ];
    case 'CreatePodIdentityAssociation':
    case 'UpdatePodIdentityAssociation':
      return roles.flatMap(rolesOfPods);
    default:
      return [];
  }
}

function rolesOfPods(role: string): Demand[] {
  return [
    passRole(role, 'pods.eks.amazonaws.com'),
    { action: 'iam:GetRole', resource: role },
  ];
}

function rolesGiven(input: Record<string, unknown>): string[] {
  return ['roleArn', 'serviceAccountRoleArn', 'podExecutionRoleArn'].flatMap(
    name => (typeof input[name] === 'string' ? [String(input[name])] : []),
  );
}

function associationsOf(input: Record<string, unknown>) {
  const { podIdentityAssociations } = input;
  return Array.isArray(podIdentityAssociations)
    ? (podIdentityAssociations as Record<string, unknown>[])
    : [];
}

function hasTags({ input }: Call): boolean {
  return Object.keys(input).some(name => name.startsWith('Tags.'));
}

function text(call: Call, name: string): string | undefined {
  const value = call.input[name];
  return typeof value === 'string' ? value : undefined;
}
