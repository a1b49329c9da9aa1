import { SweepTarget } from '../sweep/SweepTarget';

/**
 * The subject of a preflight check.
 *
 * @public
 */
export type PreflightSubject =
  | 'credentials'
  | 'name'
  | 'version'
  | 'instanceType'
  | 'zones'
  | 'addon'
  | 'clusters'
  | 'vpcs'
  | 'addresses'
  | 'vcpu';

/**
 * The result of a check.
 *
 * - `passed`: nothing prevents the creation
 * - `warning`: it would fail now, and may succeed later
 * - `failed`: it can never succeed like this
 * - `unknown`: it could not be checked
 *
 * @public
 */
export type PreflightCheck = {
  check: PreflightSubject;
  outcome: 'passed' | 'warning' | 'failed' | 'unknown';
  /** Includes numbers, such as `VPCs in eu-west-1: 5 of 5 used, 1 more is needed`. */
  message: string;
  /** What to do about it. */
  remedy?: string;
  used?: number;
  limit?: number;
  needed?: number;
};

/**
 * A quota of AWS, as in Service Quotas.
 *
 * @public
 */
export type QuotaRef = { service: string; code: string };

/**
 * What a cluster needs from an account and a region.
 *
 * @public
 */
export type ClusterNeeds = {
  vpcs: number;
  /** Elastic IP addresses, one for each NAT gateway. */
  addresses: number;
  /** Initial vCPUs, by the code of the quota that they count against. */
  vcpus: Map<string, number>;
  /** For each node group, the types that AWS may choose from. */
  instanceTypes: string[][];
  /** Empty where eksctl chooses. */
  zones: string[];
  /** `undefined` means eksctl's default. */
  kubernetesVersion?: string;
  /** As in the config; a version may be omitted, `latest`, or a part of one. */
  addons: { name: string; version?: string }[];
};

/**
 * A version of an add-on that EKS offers.
 *
 * @public
 */
export type AddonVersion = {
  version: string;
  /** Whether it is the one that a cluster gets when none is named. */
  isDefault: boolean;
};

/**
 * What a cluster that is built again has in its account already, by the proof of its tags.
 *
 * @public
 */
export type OwnUsage = {
  /** Whether the existing cluster of this name belongs to the environment. */
  cluster: boolean;
  vpcs: number;
  addresses: number;
  /** vCPUs of its instances, by the code of the quota that they count against. */
  vcpus: Map<string, number>;
};

/**
 * Reads facts about an account and region from AWS. Each method throws the error of the call.
 *
 * @public
 */
export interface RegionFacts {
  /** The id of the account that the credentials belong to. */
  callerAccount(): Promise<string | undefined>;
  /**
   * The ARN of the IAM role or user that the credentials belong to, with its path, as in an access entry.
   *
   * @throws Error if it is neither, such as the root user
   */
  callerPrincipal(): Promise<string>;
  clusterNames(): Promise<string[]>;
  /** The versions that a cluster can be created with, newest first. */
  kubernetesVersions(): Promise<string[]>;
  /** The version that EKS uses when none is given. */
  defaultKubernetesVersion(): Promise<string | undefined>;
  /** The names of the add-ons for a Kubernetes version, or for any. */
  addonNames(kubernetesVersion: string | undefined): Promise<string[]>;
  /** The versions of an add-on for a Kubernetes version, or for any; empty if there is no such add-on. */
  addonVersions(
    name: string,
    kubernetesVersion: string | undefined,
  ): Promise<AddonVersion[]>;
  /** The availability zones that eksctl chooses from. */
  zones(): Promise<string[]>;
  zonesOffering(instanceType: string): Promise<string[]>;
  quota(quota: QuotaRef): Promise<number>;
  vpcs(): Promise<number>;
  addresses(): Promise<number>;
  /** vCPUs of running instances, by the code of the quota that they count against. */
  vcpus(): Promise<Map<string, number>>;
  ownUsage(target: SweepTarget): Promise<OwnUsage>;
}
