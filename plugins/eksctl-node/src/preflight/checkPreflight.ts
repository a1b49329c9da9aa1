import { toError } from '@backstage/errors';
import { closestTo, redact } from 'backstage-plugin-safe-text-node';
import { SweepTarget } from '../sweep/SweepTarget';
import {
  AddonVersion,
  ClusterNeeds,
  OwnUsage,
  PreflightCheck,
  PreflightSubject,
  QuotaRef,
  RegionFacts,
} from './types';
import { vcpuQuotaName, vcpuQuotaRef } from './vcpuQuotas';

const CLUSTERS: QuotaRef = { service: 'eks', code: 'L-1194D53C' };
const VPCS: QuotaRef = { service: 'vpc', code: 'L-F678F1CE' };
const ADDRESSES: QuotaRef = { service: 'ec2', code: 'L-0263D0A3' };

const NOTHING: OwnUsage = {
  cluster: false,
  vpcs: 0,
  addresses: 0,
  vcpus: new Map(),
};

/** EKS requires two zones. */
const MINIMUM_ZONES = 2;

/** Maximum number of add-on versions that a message lists. */
const NAMED_VERSIONS = 10;

class NotInTime extends Error {
  constructor() {
    super('AWS did not answer in time');
  }
}

class Preflight {
  constructor(
    private readonly facts: RegionFacts,
    private readonly region: string,
    private readonly signal: AbortSignal,
  ) {}

  async credentials(accountNumber: string): Promise<PreflightCheck> {
    const check = 'credentials';
    try {
      const actual = await this.inTime(this.facts.callerAccount());
      return actual === accountNumber
        ? { check, outcome: 'passed', message: 'The credentials work' }
        : {
            check,
            outcome: 'warning',
            message: `The portal’s credentials for this account belong to ${actual}, not to ${accountNumber}`,
            remedy: 'The platform team must correct the credentials.',
          };
    } catch (error) {
      return error instanceof NotInTime
        ? unknown(check, 'the credentials', error)
        : {
            check,
            outcome: 'warning',
            message: `The portal’s credentials do not work: ${textOf(error)}`,
            remedy: 'The platform team must correct the credentials.',
          };
    }
  }

  async name(
    clusterName: string,
    own: Promise<OwnUsage>,
  ): Promise<PreflightCheck> {
    return this.read('name', 'the name', async () => {
      const names = await this.facts.clusterNames();
      if (!names.includes(clusterName)) {
        return { outcome: 'passed', message: 'The name is free' };
      }
      return (await own).cluster
        ? {
            outcome: 'passed',
            message: `The cluster ${clusterName} is the environment's own`,
          }
        : {
            outcome: 'failed',
            message: `${this.region} has a cluster ${clusterName} already`,
            remedy: 'Choose another name.',
          };
    });
  }

  async version(wanted: string | undefined) {
    if (wanted === undefined) {
      return undefined;
    }
    return this.read('version', 'the Kubernetes version', async () => {
      const offered = await this.facts.kubernetesVersions();
      return offered.includes(wanted)
        ? { outcome: 'passed', message: `Kubernetes ${wanted} is offered` }
        : {
            outcome: 'failed',
            message: `Kubernetes ${wanted} is not offered in ${this.region}`,
            remedy: `Choose one of ${offered.join(', ')}.`,
          };
    });
  }

  /** If the zones are given, one of a group's types is enough; eksctl itself chooses zones that offer all of them. */
  async instanceType(
    type: string,
    alternatives: string[],
    zones: string[],
  ): Promise<PreflightCheck> {
    return this.read('instanceType', type, async () => {
      const offering = await this.facts.zonesOffering(type);
      if (offering.length === 0) {
        return {
          outcome: alternatives.length > 1 ? 'warning' : 'failed',
          message: `${type} is not offered in ${this.region}`,
          remedy: 'Choose another instance type.',
        };
      }
      const missing = zones.filter(zone => !offering.includes(zone));
      if (missing.length > 0) {
        return {
          outcome: 'warning',
          message: `${type} is offered in ${offering.join(', ')} only`,
          remedy: 'Choose other zones or another instance type.',
        };
      }
      return { outcome: 'passed', message: `${type} is offered` };
    });
  }

  /**
   * If no zones are given, eksctl takes those that offer every instance type of every group, and needs two (`getZones` in its pkg/az).
   */
  async chosenZones({ instanceTypes, zones, vpcs }: ClusterNeeds) {
    const types = [...new Set(instanceTypes.flat())].sort();
    if (zones.length > 0 || vpcs === 0 || types.length === 0) {
      return undefined;
    }
    return this.read('zones', 'the availability zones', async () => {
      const [all, ...offerings] = await Promise.all([
        this.facts.zones(),
        ...types.map(type => this.facts.zonesOffering(type)),
      ]);
      const common = all.filter(zone =>
        offerings.every(offering => offering.includes(zone)),
      );
      if (common.length >= MINIMUM_ZONES) {
        return {
          outcome: 'passed',
          message: `${common.length} zones offer all instance types`,
        };
      }
      const where = common.length === 0 ? 'no zone' : `only ${common[0]}`;
      return {
        outcome: 'failed',
        message: `eksctl chooses at least two zones that offer all instance types of the cluster (${types.join(
          ', ',
        )}), and in ${this.region} ${where} does`,
        remedy:
          'Choose instance types that more zones offer, or name availabilityZones.',
      };
    });
  }

  async addon(
    { name, version = '' }: ClusterNeeds['addons'][number],
    kubernetesVersion: string | undefined,
  ): Promise<PreflightCheck> {
    const forVersion = kubernetesVersion
      ? ` for Kubernetes ${kubernetesVersion}`
      : '';
    return this.read('addon', `the add-on ${name}`, async () => {
      const offered = await this.facts.addonVersions(name, kubernetesVersion);
      if (offered.length === 0) {
        const names = await this.facts.addonNames(kubernetesVersion);
        const closest = closestTo(name, names);
        return {
          outcome: 'failed',
          message: `EKS has no add-on ${name}${forVersion} in ${this.region}`,
          remedy: closest
            ? `Did you mean ${closest}?`
            : `Choose one of ${names.join(', ')}.`,
        };
      }
      return isOffered(version, offered)
        ? {
            outcome: 'passed',
            message: `The add-on ${[name, version]
              .filter(Boolean)
              .join(' ')} is offered`,
          }
        : {
            outcome: 'failed',
            message: `The add-on ${name} has no ${
              version ? `version ${version}` : 'default version'
            }${forVersion} in ${this.region}`,
            remedy: `Choose one of ${named(offered)}, or latest.`,
          };
    });
  }

  async room(question: {
    check: PreflightSubject;
    what: string;
    needed: number;
    quota: QuotaRef;
    used: () => Promise<number>;
    /** The usage of the environment itself, which the new cluster takes over. */
    own: () => Promise<number>;
  }) {
    const { check, needed, quota } = question;
    if (needed === 0) {
      return undefined;
    }
    const what = `${question.what} in ${this.region}`;
    return this.read(check, what, async () => {
      const [limit, all, own] = await Promise.all([
        this.facts.quota(quota),
        question.used(),
        question.own(),
      ]);
      const used = Math.max(0, all - own);
      const numbers = { used, limit, needed };
      const taken = `${what}: ${used} of ${limit} used`;
      return used + needed <= limit
        ? {
            ...numbers,
            outcome: 'passed',
            message: `${taken}, ${needed} needed`,
          }
        : {
            ...numbers,
            outcome: 'warning',
            message: `${taken}, ${needed} more needed`,
            remedy: `Remove what is not needed, or have the quota ${quota.code} (${quota.service}) raised.`,
          };
    });
  }

  private async read(
    check: PreflightSubject,
    what: string,
    ask: () => Promise<Omit<PreflightCheck, 'check'>>,
  ): Promise<PreflightCheck> {
    try {
      return { check, ...(await this.inTime(ask())) };
    } catch (error) {
      return unknown(check, what, error);
    }
  }

  private async inTime<T>(answer: Promise<T>): Promise<T> {
    const { signal } = this;
    let giveUp = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      giveUp = () => reject(new NotInTime());
      if (signal.aborted) {
        giveUp();
      }
      signal.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

/**
 * Checks in AWS whether a cluster can be created: credentials, name, version, instance types, and the quotas of the account.
 *
 * Checks that AWS does not answer before the signal aborts, or refuses, are `unknown`; nothing is thrown. Quotas are compared with the
 * current usage: resources of creations in progress are not counted.
 *
 * @public
 */
export async function checkPreflight(
  facts: RegionFacts,
  options: {
    needs: ClusterNeeds;
    region: string;
    /** The account that the credentials must belong to. */
    accountNumber: string;
    clusterName: string;
    /** Set when a cluster is created again: resources that provably belong to it neither conflict nor count twice. */
    own?: SweepTarget;
    signal: AbortSignal;
  },
): Promise<PreflightCheck[]> {
  const preflight = new Preflight(facts, options.region, options.signal);
  const credentials = await preflight.credentials(options.accountNumber);
  if (credentials.outcome === 'warning') {
    // All other checks would fail for the same reason.
    return [credentials];
  }
  const { needs, clusterName } = options;
  const own = options.own
    ? facts.ownUsage(options.own)
    : Promise.resolve(NOTHING);
  // The checks that await it report its failure.
  own.catch(() => {});
  const others = await Promise.all([
    preflight.name(clusterName, own),
    preflight.version(needs.kubernetesVersion),
    ...needs.instanceTypes.flatMap(types =>
      types.map(type => preflight.instanceType(type, types, needs.zones)),
    ),
    preflight.chosenZones(needs),
    ...needs.addons.map(addon =>
      preflight.addon(addon, needs.kubernetesVersion),
    ),
    preflight.room({
      check: 'clusters',
      what: 'Clusters',
      needed: 1,
      quota: CLUSTERS,
      used: async () => (await facts.clusterNames()).length,
      own: async () => Number((await own).cluster),
    }),
    preflight.room({
      check: 'vpcs',
      what: 'VPCs',
      needed: needs.vpcs,
      quota: VPCS,
      used: () => facts.vpcs(),
      own: async () => (await own).vpcs,
    }),
    preflight.room({
      check: 'addresses',
      what: 'Elastic IP addresses',
      needed: needs.addresses,
      quota: ADDRESSES,
      used: () => facts.addresses(),
      own: async () => (await own).addresses,
    }),
    ...[...needs.vcpus].map(([code, needed]) =>
      preflight.room({
        check: 'vcpu',
        what: vcpuQuotaName(code),
        needed,
        quota: vcpuQuotaRef(code),
        used: async () => (await facts.vcpus()).get(code) ?? 0,
        own: async () => (await own).vcpus.get(code) ?? 0,
      }),
    ),
  ]);
  const checks = unique(others.filter(check => check !== undefined));
  return [credentials, ...withoutConsequences(checks)];
}

/**
 * As eksctl chooses (`getLatestMatchingVersion` in its pkg/actions/addon): the default, the newest, this one, or the newest that contains
 * the text.
 */
function isOffered(version: string, offered: readonly AddonVersion[]): boolean {
  switch (version) {
    case '':
      return offered.some(({ isDefault }) => isDefault);
    case 'latest':
      return true;
    default:
      return offered.some(candidate => candidate.version.includes(version));
  }
}

function named(offered: readonly AddonVersion[]): string {
  const versions = offered.map(({ version }) => version);
  const more = versions.length - NAMED_VERSIONS;
  return [
    ...versions.slice(0, NAMED_VERSIONS),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
}

/** The action that IAM denies, as AWS names it: `is not authorized to perform: ec2:DescribeVpcs on resource…`. */
const FORBIDDEN = /is not authorized to perform: ([\w-]+:\w+)/;

function unknown(
  check: PreflightSubject,
  what: string,
  error: unknown,
): PreflightCheck {
  const action = FORBIDDEN.exec(textOf(error))?.[1];
  return {
    check,
    outcome: 'unknown',
    message: action
      ? `Could not check ${what}: the portal may not call ${action}`
      : `Could not check ${what}: ${textOf(error)}`,
    ...(action
      ? {
          remedy: `The platform team can allow ${action} to the portal’s role.`,
        }
      : {}),
  };
}

function textOf(error: unknown): string {
  return redact(toError(error).message);
}

/** If no zone offers a type, no zone offers all types: that finding would be redundant. */
function withoutConsequences(checks: PreflightCheck[]): PreflightCheck[] {
  const lacksType = checks.some(
    ({ check, outcome }) => check === 'instanceType' && outcome === 'failed',
  );
  return lacksType ? checks.filter(({ check }) => check !== 'zones') : checks;
}

/** Node groups of the same type produce the same check. */
function unique(checks: PreflightCheck[]): PreflightCheck[] {
  return [...new Map(checks.map(check => [check.message, check])).values()];
}
