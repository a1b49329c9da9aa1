import {
  Address,
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  Filter,
  Instance,
  paginateDescribeInstances,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeVpcs,
  Tag,
  Vpc,
} from '@aws-sdk/client-ec2';
import {
  AddonInfo,
  ClusterVersionInformation,
  DescribeAddonVersionsCommandInput,
  paginateDescribeAddonVersions,
  paginateDescribeClusterVersions,
  paginateListClusters,
} from '@aws-sdk/client-eks';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
} from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { findInstanceType } from '../instanceTypes/instanceTypes';
import { AwsClients } from '../stacks/AwsClients';
import { describeCluster } from '../stacks/describeCluster';
import { proofOf } from '../sweep/proof';
import { SweepTarget } from '../sweep/SweepTarget';
import { findCallerPrincipal } from './callerPrincipal';
import { AddonVersion, OwnUsage, QuotaRef, RegionFacts } from './types';
import { vcpuQuotaOf } from './vcpuQuotas';

/** Ids of zones that eksctl never chooses, because EKS lacks capacity for control planes there (`zoneIDsToAvoid` in its pkg/az). */
const AVOIDED_ZONES = new Set(['use1-az3', 'usw1-az2', 'cac1-az3']);

/**
 * Reads the facts from AWS.
 *
 * @public
 */
export class AwsRegionFacts implements RegionFacts {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async callerAccount(): Promise<string | undefined> {
    const { Account } = await this.#clients.sts.send(
      new GetCallerIdentityCommand({}),
    );
    return Account;
  }

  async clusterNames(): Promise<string[]> {
    const names: string[] = [];
    const pages = paginateListClusters({ client: this.#clients.eks }, {});
    for await (const { clusters = [] } of pages) {
      names.push(...clusters);
    }
    return names;
  }

  async callerPrincipal(): Promise<string> {
    return findCallerPrincipal(this.#clients);
  }

  async kubernetesVersions(): Promise<string[]> {
    const versions = await this.#clusterVersions();
    return versions
      .flatMap(({ clusterVersion }) => clusterVersion ?? [])
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  }

  async defaultKubernetesVersion(): Promise<string | undefined> {
    const versions = await this.#clusterVersions();
    return versions.find(({ defaultVersion }) => defaultVersion)
      ?.clusterVersion;
  }

  async #clusterVersions(): Promise<ClusterVersionInformation[]> {
    const versions: ClusterVersionInformation[] = [];
    const pages = paginateDescribeClusterVersions(
      { client: this.#clients.eks },
      {},
    );
    for await (const { clusterVersions = [] } of pages) {
      versions.push(...clusterVersions);
    }
    return versions.filter(
      ({ versionStatus }) => versionStatus !== 'UNSUPPORTED',
    );
  }

  async addonNames(kubernetesVersion: string | undefined): Promise<string[]> {
    const addons = await this.#addons({ kubernetesVersion });
    return addons.flatMap(({ addonName }) => addonName ?? []).sort();
  }

  async addonVersions(
    addonName: string,
    kubernetesVersion: string | undefined,
  ): Promise<AddonVersion[]> {
    const addons = await this.#addons({ addonName, kubernetesVersion });
    return addons
      .filter(addon => addon.addonName === addonName)
      .flatMap(({ addonVersions = [] }) => addonVersions)
      .flatMap(({ addonVersion, compatibilities = [] }) =>
        addonVersion === undefined
          ? []
          : {
              version: addonVersion,
              isDefault: compatibilities.some(
                ({ defaultVersion }) => defaultVersion,
              ),
            },
      );
  }

  async #addons(
    filter: Pick<
      DescribeAddonVersionsCommandInput,
      'addonName' | 'kubernetesVersion'
    >,
  ): Promise<AddonInfo[]> {
    const found: AddonInfo[] = [];
    const pages = paginateDescribeAddonVersions(
      { client: this.#clients.eks },
      filter,
    );
    for await (const { addons = [] } of pages) {
      found.push(...addons);
    }
    return found;
  }

  async zones(): Promise<string[]> {
    const region = await this.#clients.ec2.config.region();
    const { AvailabilityZones = [] } = await this.#clients.ec2.send(
      new DescribeAvailabilityZonesCommand({
        Filters: [
          { Name: 'region-name', Values: [region] },
          { Name: 'state', Values: ['available'] },
          { Name: 'zone-type', Values: ['availability-zone'] },
        ],
      }),
    );
    return AvailabilityZones.filter(
      ({ ZoneId = '' }) => !AVOIDED_ZONES.has(ZoneId),
    )
      .flatMap(({ ZoneName }) => ZoneName ?? [])
      .sort();
  }

  async zonesOffering(instanceType: string): Promise<string[]> {
    const zones: string[] = [];
    const pages = paginateDescribeInstanceTypeOfferings(
      { client: this.#clients.ec2 },
      {
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: [instanceType] }],
      },
    );
    for await (const { InstanceTypeOfferings = [] } of pages) {
      zones.push(
        ...InstanceTypeOfferings.flatMap(({ Location }) => Location ?? []),
      );
    }
    return zones.sort();
  }

  /** The value of the account, or AWS's default if the account never had one of its own. */
  async quota({ service, code }: QuotaRef): Promise<number> {
    const input = { ServiceCode: service, QuotaCode: code };
    const quotas = this.#clients.serviceQuotas;
    try {
      const { Quota } = await quotas.send(new GetServiceQuotaCommand(input));
      return valueOf(Quota, code);
    } catch (error) {
      if (!isNamed(error, 'NoSuchResourceException')) {
        throw error;
      }
      const { Quota } = await quotas.send(
        new GetAWSDefaultServiceQuotaCommand(input),
      );
      return valueOf(Quota, code);
    }
  }

  async vpcs(): Promise<number> {
    return (await this.#vpcs()).length;
  }

  async addresses(): Promise<number> {
    return (await this.#addresses()).length;
  }

  async vcpus(): Promise<Map<string, number>> {
    return vcpusOfInstances(await this.#runningInstances());
  }

  /** The network has the tags of the stacks, instances have the tag of their cluster. */
  async ownUsage(target: SweepTarget): Promise<OwnUsage> {
    const { clusterName, ownership } = target;
    const isOwn = (tagged: { Tags?: Tag[] }) =>
      proofOf(tagsOf(tagged.Tags), target) !== undefined;
    const owned = {
      Name: `tag:${ownership.key}`,
      Values: [ownership.value],
    };
    const [cluster, vpcs, addresses, instances] = await Promise.all([
      describeCluster(this.#clients, clusterName),
      this.#vpcs(owned),
      this.#addresses(owned),
      this.#runningInstances({
        Name: `tag:kubernetes.io/cluster/${clusterName}`,
        Values: ['owned'],
      }),
    ]);
    return {
      cluster:
        cluster !== undefined && proofOf(cluster.tags, target) !== undefined,
      vpcs: vpcs.filter(isOwn).length,
      addresses: addresses.filter(isOwn).length,
      vcpus: vcpusOfInstances(instances.filter(isOwn)),
    };
  }

  async #vpcs(...Filters: Filter[]): Promise<Vpc[]> {
    const vpcs: Vpc[] = [];
    for await (const { Vpcs = [] } of paginateDescribeVpcs(
      { client: this.#clients.ec2 },
      { Filters },
    )) {
      vpcs.push(...Vpcs);
    }
    return vpcs;
  }

  async #addresses(...Filters: Filter[]): Promise<Address[]> {
    const { Addresses = [] } = await this.#clients.ec2.send(
      new DescribeAddressesCommand({ Filters }),
    );
    return Addresses;
  }

  async #runningInstances(...filters: Filter[]): Promise<Instance[]> {
    const instances: Instance[] = [];
    const pages = paginateDescribeInstances(
      { client: this.#clients.ec2, pageSize: 1000 },
      {
        Filters: [
          { Name: 'instance-state-name', Values: ['pending', 'running'] },
          ...filters,
        ],
      },
    );
    for await (const { Reservations = [] } of pages) {
      instances.push(
        ...Reservations.flatMap(({ Instances = [] }) => Instances),
      );
    }
    return instances;
  }
}

function vcpusOfInstances(instances: Instance[]): Map<string, number> {
  const vcpus = new Map<string, number>();
  for (const instance of instances) {
    const quota = vcpuQuotaOf(instance.InstanceType ?? '', {
      spot: instance.InstanceLifecycle === 'spot',
    });
    if (quota) {
      vcpus.set(quota, (vcpus.get(quota) ?? 0) + vcpusOf(instance));
    }
  }
  return vcpus;
}

function tagsOf(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}

function vcpusOf({ CpuOptions, InstanceType }: Instance): number {
  const { CoreCount, ThreadsPerCore } = CpuOptions ?? {};
  return CoreCount && ThreadsPerCore
    ? CoreCount * ThreadsPerCore
    : findInstanceType(InstanceType ?? '')?.vcpu ?? 0;
}

function valueOf(quota: { Value?: number } | undefined, code: string): number {
  if (quota?.Value === undefined) {
    throw new Error(`AWS gives no value for the quota ${code}`);
  }
  return quota.Value;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
