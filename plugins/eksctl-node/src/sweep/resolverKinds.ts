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
 * What Route 53 Resolver has associated with a VPC: often created by an organization for every VPC of its accounts. An association does
 * not exist without the VPC, so those of a VPC of the target belong to the target; the rules and configs themselves do not, and are kept.
 *
 * They are read through Cloud Control, which has one interface for all of them.
 */

type Association = Pick<SweepKind, 'name' | 'singular' | 'plural'> & {
  /** Resource type in CloudFormation. */
  type: string;
  /** The property with the id of the VPC. */
  vpc: string;
  /** The property with the id of the associated resource. */
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
        // Its removal is already in progress.
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

/** For some types the list contains only identifiers. Undefined if it was deleted in the meantime. */
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
