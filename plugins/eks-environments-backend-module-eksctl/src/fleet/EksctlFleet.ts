import type {
  FoundResource,
  ImportableResource,
  Inventory,
  Place,
  ProvisionerFleet,
} from 'backstage-plugin-eks-environments-node';
import { describeCluster, type PriceTable } from 'backstage-plugin-eksctl-node';
import type {
  AccountAccess,
  AccountDirectory,
  AwsAccountConfig,
} from '../accounts';
import { tagCluster, untagCluster } from './clusterTags';
import { addTags, bareConfig } from './configTags';
import { readImportable } from './readImportable';
import {
  type ApprovedCluster,
  readInventory,
  toResource,
} from './readInventory';

/** The dependencies of the fleet. */
export interface EksctlFleetOptions {
  accounts: AccountDirectory;
  /** Accounts without a number are those of other provisioners. */
  configured: readonly AwsAccountConfig[];
  prices: PriceTable;
}

/** Clusters and the stacks of eksctl, as AWS has them. */
export class EksctlFleet implements ProvisionerFleet {
  readonly #options: EksctlFleetOptions;

  constructor(options: EksctlFleetOptions) {
    this.#options = options;
  }

  covers({ account }: Place): boolean {
    return this.#options.configured.some(
      ({ id, accountNumber }) => id === account && accountNumber !== undefined,
    );
  }

  async inventory(
    place: Place,
    approved: readonly ApprovedCluster[],
  ): Promise<Inventory> {
    return readInventory(await this.#access(place), approved);
  }

  async find(
    place: Place,
    resourceRef: string,
  ): Promise<FoundResource | undefined> {
    const { clients } = await this.#access(place);
    const cluster = await describeCluster(clients, resourceRef);
    return cluster && toResource(cluster);
  }

  async read(place: Place, resourceRef: string): Promise<ImportableResource> {
    const access = await this.#access(place);
    return readImportable(access, resourceRef, this.#options);
  }

  /** @throws NotFoundError when the cluster does not exist; the error of AWS */
  async tag(
    place: Place,
    resourceRef: string,
    tags: Readonly<Record<string, string>>,
  ): Promise<void> {
    await tagCluster(await this.#access(place), resourceRef, tags);
  }

  /** @throws NotFoundError when the cluster does not exist; the error of AWS */
  async untag(
    place: Place,
    resourceRef: string,
    keys: readonly string[],
  ): Promise<void> {
    await untagCluster(await this.#access(place), resourceRef, keys);
  }

  withTags(spec: string, tags: Readonly<Record<string, string>>): string {
    return addTags(spec, tags);
  }

  bareSpec(
    { region }: Place,
    resourceRef: string,
    tags: Readonly<Record<string, string>>,
  ): string {
    return bareConfig(resourceRef, region, tags);
  }

  async #access({ account, region }: Place): Promise<AccountAccess> {
    return this.#options.accounts.access(account, region);
  }
}
