import type {
  FoundResource,
  ImportableResource,
  Inventory,
  Place,
  ProvisionerCallOptions,
  ProvisionerFleet,
} from 'backstage-plugin-eks-environments-node';
import { describeCluster, type PriceTable } from 'backstage-plugin-eksctl-node';
import {
  type AccountAccess,
  type AccountDirectory,
  type AwsAccountConfig,
  withSignal,
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
    options: ProvisionerCallOptions,
  ): Promise<Inventory> {
    return readInventory(await this.#access(place, options), approved);
  }

  async find(
    place: Place,
    resourceRef: string,
    options: ProvisionerCallOptions,
  ): Promise<FoundResource | undefined> {
    const { clients } = await this.#access(place, options);
    const cluster = await describeCluster(clients, resourceRef);
    return cluster && toResource(cluster);
  }

  async read(
    place: Place,
    resourceRef: string,
    options: ProvisionerCallOptions,
  ): Promise<ImportableResource> {
    const access = await this.#access(place, options);
    return readImportable(access, resourceRef, this.#options);
  }

  /** @throws NotFoundError when the cluster does not exist; the error of AWS */
  async tag(
    place: Place,
    resourceRef: string,
    tags: Readonly<Record<string, string>>,
    options: ProvisionerCallOptions,
  ): Promise<void> {
    await tagCluster(await this.#access(place, options), resourceRef, tags);
  }

  /** @throws NotFoundError when the cluster does not exist; the error of AWS */
  async untag(
    place: Place,
    resourceRef: string,
    keys: readonly string[],
    options: ProvisionerCallOptions,
  ): Promise<void> {
    await untagCluster(await this.#access(place, options), resourceRef, keys);
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

  async #access(
    { account, region }: Place,
    { signal }: ProvisionerCallOptions,
  ): Promise<AccountAccess> {
    const access = await this.#options.accounts.access(account, region);
    return withSignal(access, signal);
  }
}
