import { AwsClients } from '../stacks/AwsClients';
import { EksStacks } from '../stacks/EksStacks';
import { provenLeftovers } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';

/*
 * IAM has no regions, and a cluster's name is unique only in its region: an imported cluster may have a namesake in another region, whose
 * roles carry the same tags. So for an IAM resource a name is a proof only together with evidence of the region:
 *
 * - the ARN of an identity provider contains it
 * - Karpenter tags its instance profiles with it
 * - the role of a service account trusts an identity provider
 * - what eksctl created is in a stack, which is in a region, and which CloudFormation keeps for 90 days after its deletion
 *
 * CloudFormation's own tags would prove it, but CloudFormation does not set them on IAM resources
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1966); they count where they exist.
 */

const REGION_TAG = 'topology.kubernetes.io/region';
const STACK_ID_TAG = 'aws:cloudformation:stack-id';

/** In the URL of an issuer: `oidc.eks.eu-west-1.amazonaws.com`, or `oidc-eks.eu-west-1.api.aws`. */
const ISSUER_REGION = /oidc[.-]eks\.([a-z0-9-]+)\./g;

/** An IAM resource whose owner is to be determined. */
export type GlobalResource = {
  /** Its name, or its ARN where it has none. */
  id: string | undefined;
  arn: string | undefined;
  tags: Record<string, string>;
  /** The trust policy of a role, as IAM returns it. */
  trust?: string;
};

/** Proves the ownership of IAM resources, for one sweep. */
export class GlobalProof {
  private madeByStacks: Promise<Set<string>> | undefined;

  constructor(
    private readonly clients: Pick<AwsClients, 'cloudFormation'>,
    private readonly target: SweepTarget,
  ) {}

  /** Like {@link provenLeftovers}. The ownership tag needs no evidence of the region. */
  async leftovers(resource: GlobalResource): Promise<Leftover[]> {
    const { region, ownership } = this.target;
    const { id, tags } = resource;
    const found = provenLeftovers(this.target, id, tags);
    if (found.length === 0 || tags[ownership.key] === ownership.value) {
      return found;
    }
    return (await this.isOfRegion(resource))
      ? found.map(item => ({ ...item, proof: `${item.proof}, in ${region}` }))
      : [];
  }

  private async isOfRegion(resource: GlobalResource): Promise<boolean> {
    const regions = regionsNamedBy(resource);
    if (regions.size > 0) {
      return regions.size === 1 && regions.has(this.target.region);
    }
    const { clients, target } = this;
    this.madeByStacks ??= new EksStacks(clients).everMade(target.clusterName);
    return (
      resource.id !== undefined && (await this.madeByStacks).has(resource.id)
    );
  }
}

/** The regions that an IAM resource refers to. */
export function regionsNamedBy({
  arn = '',
  tags,
  trust = '',
}: Omit<GlobalResource, 'id'>): Set<string> {
  const issuers = `${arn} ${decodeURIComponent(trust)}`.matchAll(ISSUER_REGION);
  const named = [
    tags[REGION_TAG],
    // arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>
    tags[STACK_ID_TAG]?.split(':')[3],
    ...[...issuers].map(([, region]) => region),
  ];
  return new Set(named.filter(region => region !== undefined));
}
