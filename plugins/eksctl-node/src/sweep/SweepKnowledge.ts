import { paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';
import { EksStacks } from '../stacks/EksStacks';
import { proven, tagFilters } from './ec2Tags';
import { proofOf } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepHolder } from './types';

/** What several kinds need to know during one sweep. AWS is asked once. */
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

  /** Remembers what a kind has found, for the kinds after it. */
  add(leftovers: readonly Leftover[]): void {
    for (const { id } of leftovers) {
      this.#found.add(id);
    }
  }

  /** Whether this sweep has found a resource to be the target's. */
  hasFound(id: string): boolean {
    return this.#found.has(id);
  }

  /** Remembers what holds a VPC and is not provably the target's. */
  addForeign(vpcId: string, holder: SweepHolder): void {
    const holders = this.#foreign.get(vpcId) ?? [];
    this.#foreign.set(vpcId, [...holders, holder]);
  }

  /** What this sweep has seen in a VPC that is not provably the target's. */
  foreignIn(vpcId: string): SweepHolder[] {
    return this.#foreign.get(vpcId) ?? [];
  }

  /** The ids of the VPCs that are the target's alone. A VPC that it shares with others, or was given, is not among them. */
  vpcs(): Promise<Set<string>> {
    this.#vpcs ??= this.#findVpcs();
    return this.#vpcs;
  }

  /**
   * The physical ids of all that the target's own stacks made. CloudFormation can not tag every type of resource, and ids of EC2 are never
   * used again.
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
        // Used by another cluster, too.
        if (blocked === undefined) {
          ids.add(id);
        }
      }
    }
    return ids;
  }
}
