import {
  DeleteResourceCommand,
  GetResourceCommand,
  paginateListResources,
  ResourceDescription,
} from '@aws-sdk/client-cloudcontrol';
import { AwsClients } from '../stacks/AwsClients';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/*
 * What Route 53 Resolver has associated with a VPC: often by an organization, for every VPC of its accounts. An association has no existence
 * without the VPC, so those of a VPC of ours are ours; the rules and configs themselves are not, and stay.
 *
 * They come by Cloud Control, which has one interface for all of them.
 */

type Association = Pick<SweepKind, 'name' | 'singular' | 'plural'> & {
  /** CloudFormation's. */
  type: string;
  /** The property with the id of the VPC. */
  vpc: string;
  /** The property with the id of what is associated. */
  subject: string;
};

const associations: Association[] = [
  {
    name: 'resolver-rule-association',
    singular: 'association of a Route 53 Resolver rule',
    plural: 'associations of Route 53 Resolver rules',
    type: 'AWS::Route53Resolver::ResolverRuleAssociation',
    vpc: 'VPCId',
    subject: 'ResolverRuleId',
  },
  {
    name: 'query-log-association',
    singular: 'association of a Route 53 Resolver query log',
    plural: 'associations of Route 53 Resolver query logs',
    type: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation',
    vpc: 'ResourceId',
    subject: 'ResolverQueryLogConfigId',
  },
  {
    name: 'dns-firewall-association',
    singular: 'association of a DNS Firewall rule group',
    plural: 'associations of DNS Firewall rule groups',
    type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    vpc: 'VpcId',
    subject: 'FirewallRuleGroupId',
  },
];

export const resolverKinds: SweepKind[] = associations.map(
  ({ type, vpc, subject, ...named }) => ({
    ...named,
    billed: false,
    after: ['cluster'],
    async find(clients, _target, known) {
      const found: Leftover[] = [];
      const ours = await known.vpcs();
      if (ours.size === 0) {
        return found;
      }
      const pages = paginateListResources(
        { client: clients.cloudControl },
        { TypeName: type },
      );
      for await (const { ResourceDescriptions = [] } of pages) {
        for (const listed of ResourceDescriptions) {
          const properties = await propertiesOf(clients, type, vpc, listed);
          const vpcId = properties?.[vpc];
          if (listed.Identifier && vpcId && ours.has(vpcId)) {
            found.push({
              id: listed.Identifier,
              proof: `setting of ${vpcId}, which is this cluster's`,
              note: `It associates ${properties[subject]}, which stays`,
            });
          }
        }
      }
      return found;
    },
    async remove({ cloudControl }, Identifier) {
      try {
        await cloudControl.send(
          new DeleteResourceCommand({ TypeName: type, Identifier }),
        );
      } catch (error) {
        // It is being removed already.
        if (
          !(error instanceof Error) ||
          error.name !== 'ConcurrentOperationException'
        ) {
          throw error;
        }
      }
    },
  }),
);

/** The list has only the identifiers of some types. Undefined when it is gone meanwhile. */
async function propertiesOf(
  { cloudControl }: AwsClients,
  TypeName: string,
  needed: string,
  { Identifier, Properties }: ResourceDescription,
): Promise<Record<string, string | undefined> | undefined> {
  const listed = JSON.parse(Properties ?? '{}');
  if (listed[needed] !== undefined) {
    return listed;
  }
  try {
    const answer = await cloudControl.send(
      new GetResourceCommand({ TypeName, Identifier }),
    );
    return JSON.parse(answer.ResourceDescription?.Properties ?? '{}');
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return undefined;
    }
    throw error;
  }
}
