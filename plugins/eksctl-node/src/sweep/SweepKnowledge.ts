import { paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';
import { EksStacks } from '../stacks/EksStacks';
import { proven, tagFilters } from './ec2Tags';
import { proofOf } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepHolder } from './types';

/** Data that several kinds need during one sweep. It is read from AWS once. */
export class SweepKnowledge {
  readonly #clients: AwsClients;
  readonly #target: SweepTarget;
  readonly #found = new Set<string>();
  readonly #foreign = new Map<string, SweepHolder[]>();
  #vpcs: Promise<Set<string>> | undefined;
  #made: Promise<Set<string>> | undefined;

  constructor(clients: AwsClients, target: SweepTarget) {
    this.#clients = clients;
    this.#target = target;
  }

  /** Records the leftovers of a kind, for the kinds after it. */
  add(leftovers: readonly Leftover[]): void {
    for (const { id } of leftovers) {
      this.#found.add(id);
    }
  }

  /** Whether this sweep has found that a resource belongs to the target. */
  hasFound(id: string): boolean {
    return this.#found.has(id);
  }

  /** Records what holds a VPC and does not provably belong to the target. */
  addForeign(vpcId: string, holder: SweepHolder): void {
    const holders = this.#foreign.get(vpcId) ?? [];
    this.#foreign.set(vpcId, [...holders, holder]);
  }

  /** The holders in a VPC that do not provably belong to the target. */
  foreignIn(vpcId: string): SweepHolder[] {
    return this.#foreign.get(vpcId) ?? [];
  }

  /** The ids of the VPCs that only the target uses. An existing or shared VPC is not included. */
  vpcs(): Promise<Set<string>> {
    this.#vpcs ??= this.#findVpcs();
    return this.#vpcs;
  }

  /**
   * The physical ids of everything that the target's own stacks created. CloudFormation cannot tag every type of resource, and EC2 never
   * reuses ids.
   */
  madeByStacks(): Promise<Set<string>> {
    this.#made ??= new EksStacks(this.#clients).everMade(
      this.#target.clusterName,
      tags => proofOf(tags, this.#target) !== undefined,
    );
    return this.#made;
  }

  async #findVpcs(): Promise<Set<string>> {
    const ids = new Set<string>();
    const pages = paginateDescribeVpcs(
      { client: this.#clients.ec2 },
      { Filters: tagFilters(this.#target) },
    );
    for await (const { Vpcs = [] } of pages) {
      for (const { id, blocked } of proven(
        this.#target,
        Vpcs,
        ({ VpcId }) => VpcId,
      )) {
        // Not blocked, so no other cluster uses it.
        if (blocked === undefined) {
          ids.add(id);
        }
      }
    }
    return ids;
  }
}
