import { devicePluginsOf } from '../config/devicePlugins';
import { nodeGroupsOf } from '../config/nodeGroups';
import { AddonConfig, ClusterConfig } from '../config/types';
import {
  associateOidcProviderArgs,
  createAccessEntryArgs,
  createAddonArgs,
  createFargateProfileArgs,
  createNodegroupArgs,
  createPodIdentityArgs,
  createServiceAccountArgs,
} from '../run/eksctlArgs';
import { logRetentionOf } from './logRetention';
import { podIdentitiesOf, serviceAccountsOf } from './identities';
import { stackPrefix } from './stackNames';
import {
  ClusterParts,
  ClusterStack,
  CompletionStep,
  FargateProfilePart,
  FargateProfileRemoval,
  FinishStep,
  LogRetentionStep,
  SettlingStep,
} from './types';

/*
 * What `eksctl create cluster` would have made after the cluster stack, made by commands that may be run again. They are less patient
 * than they look (eksctl 0.231, pkg/actions and pkg/ctl/create):
 *
 * - `create accessentry`, `create nodegroup` and `create iamserviceaccount` leave out whatever has a stack, in whatever state, and end with 0.
 * - `create addon` leaves out what EKS has unless that is CREATE_FAILED, waits for the rest one by one, ends at the first that is not
 *   well, and fails over the stack of a role whose add-on was never made.
 * - `create podidentityassociation` leaves out nothing: it fails over an association that exists, and over the stack of its role.
 * - `create fargateprofile` leaves out whatever EKS has, a profile that failed too, and what EKS refuses because it is at another one,
 *   and ends with 0.
 *
 * So each is run only when something is missing, with a config that asks for that alone, after the stacks in its way are deleted.
 */

/** Add-ons that become active without nodes. coredns does not: eksctl would wait for it in vain. */
const NEED_NO_NODES = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

class CompletionPlan {
  private readonly prefix: string;
  private readonly stacks: Set<string>;

  constructor(private readonly config: ClusterConfig, stacks: ClusterStack[]) {
    this.prefix = stackPrefix(config.metadata.name);
    this.stacks = new Set(stacks.map(({ name }) => name));
  }

  missingAddons(parts: ClusterParts): AddonConfig[] {
    const there = parts.addons
      .filter(({ status }) => status !== 'CREATE_FAILED')
      .map(({ name }) => name);
    return (this.config.addons ?? []).filter(
      ({ name }) => !there.includes(name),
    );
  }

  lacksNodes(parts: ClusterParts): boolean {
    return (
      this.nodeGroups(parts).missing.length > 0 ||
      this.missingProfiles(parts).length > 0
    );
  }

  accessEntries(parts: ClusterParts): FinishStep {
    const { accessConfig } = this.config;
    const missing = (accessConfig?.accessEntries ?? []).filter(
      ({ principalARN }) => !parts.accessEntries.includes(principalARN),
    );
    return {
      kind: 'eksctl',
      name: 'accessEntries',
      missing: missing.map(({ principalARN }) => principalARN),
      clear: [],
      args: createAccessEntryArgs(),
      config: {
        ...this.config,
        accessConfig: { ...accessConfig, accessEntries: missing },
      },
    };
  }

  oidcProvider(parts: ClusterParts): FinishStep {
    const wanted = this.config.iam?.withOIDC === true;
    return {
      kind: 'eksctl',
      name: 'oidcProvider',
      missing: wanted && !parts.oidcProvider ? ['OIDC provider'] : [],
      clear: [],
      args: associateOidcProviderArgs(),
      config: this.config,
    };
  }

  addons(name: 'networkAddons' | 'addons', missing: AddonConfig[]): FinishStep {
    const { podIdentityAssociations: _, ...iam } = this.config.iam ?? {};
    return {
      kind: 'eksctl',
      name,
      missing: missing.map(addon => addon.name),
      clear: missing.flatMap(addon => this.rolesOf(addon)),
      args: createAddonArgs(),
      // without associations, of which eksctl asks for an add-on that may be there already
      config: { ...this.config, iam, addons: missing },
    };
  }

  serviceAccounts(parts: ClusterParts): FinishStep {
    const missing = serviceAccountsOf(this.config).filter(account => {
      const hasRole = account.hasOwnRole || this.has(account.stack);
      const isThere =
        account.roleOnly || parts.serviceAccounts.includes(account.name);
      return !(hasRole && isThere);
    });
    return {
      kind: 'eksctl',
      name: 'serviceAccounts',
      missing: missing.map(({ name }) => name),
      clear: this.standing(missing.map(({ stack }) => stack)),
      args: createServiceAccountArgs(),
      config: {
        ...this.config,
        iam: {
          ...this.config.iam,
          serviceAccounts: missing.map(({ config }) => config),
        },
      },
    };
  }

  /** EKS makes or deletes one profile at a time. */
  fargateProfiles(
    parts: ClusterParts,
  ): FinishStep | FargateProfileRemoval | SettlingStep {
    const wanted = (this.config.fargateProfiles ?? []).map(({ name }) => name);
    const busy = parts.fargateProfiles.find(({ status }) =>
      ['CREATING', 'DELETING'].includes(status),
    );
    const broken = parts.fargateProfiles.find(
      profile => wanted.includes(profile.name) && hasFailed(profile),
    );
    if (busy) {
      const { name, status } = busy;
      const reason = `The Fargate profile ${name} is ${status}`;
      return { kind: 'settle', reason };
    }
    if (broken) {
      return { kind: 'removeFargateProfile', profile: broken };
    }
    const missing = this.missingProfiles(parts);
    return {
      kind: 'eksctl',
      name: 'fargateProfiles',
      missing: missing.map(({ name }) => name),
      clear: [],
      args: createFargateProfileArgs(),
      config: { ...this.config, fargateProfiles: missing },
    };
  }

  /** A group whose device plugin is missing is made once more: eksctl makes the plugin with it alone. */
  nodeGroups({ devicePlugins }: ClusterParts): FinishStep {
    const missing = nodeGroupsOf(this.config)
      .filter(
        ({ group }) =>
          !this.has(`nodegroup-${group.name}`) ||
          (devicePlugins &&
            devicePluginsOf(group).some(
              plugin => !devicePlugins.includes(plugin),
            )),
      )
      .map(({ group }) => group.name);
    return {
      kind: 'eksctl',
      name: 'nodeGroups',
      missing,
      clear: this.standing(missing.map(name => `nodegroup-${name}`)),
      args: createNodegroupArgs(),
      config: this.config,
    };
  }

  podIdentities(parts: ClusterParts): FinishStep {
    const missing = podIdentitiesOf(this.config).filter(
      ({ name }) => !parts.podIdentities.includes(name),
    );
    return {
      kind: 'eksctl',
      name: 'podIdentities',
      missing: missing.map(({ name }) => name),
      clear: this.standing(missing.map(({ stack }) => stack)),
      args: createPodIdentityArgs(),
      config: {
        ...this.config,
        iam: {
          ...this.config.iam,
          podIdentityAssociations: missing.map(({ config }) => config),
        },
      },
    };
  }

  /** The log types themselves are of the cluster stack. */
  logRetention({
    logGroup,
  }: ClusterParts): LogRetentionStep | SettlingStep | undefined {
    const retentionInDays = logRetentionOf(this.config);
    if (
      retentionInDays === undefined ||
      logGroup?.retentionInDays === retentionInDays
    ) {
      return undefined;
    }
    return logGroup
      ? { kind: 'setLogRetention', retentionInDays }
      : {
          kind: 'settle',
          reason: 'CloudWatch has no log group of the control plane yet',
        };
  }

  private missingProfiles({ fargateProfiles }: ClusterParts) {
    const there = fargateProfiles
      .filter(profile => !hasFailed(profile))
      .map(({ name }) => name);
    return (this.config.fargateProfiles ?? []).filter(
      ({ name }) => !there.includes(name),
    );
  }

  private has(rest: string): boolean {
    return this.stacks.has(this.prefix + rest);
  }

  private standing(rests: string[]): string[] {
    return rests.filter(rest => this.has(rest)).map(rest => this.prefix + rest);
  }

  private rolesOf({ name }: AddonConfig): string[] {
    const stack = `${this.prefix}addon-${name}`;
    return [...this.stacks].filter(
      candidate =>
        candidate === stack ||
        candidate.startsWith(`${stack}-podidentityrole-`),
    );
  }
}

function hasFailed({ status }: FargateProfilePart): boolean {
  return status === 'CREATE_FAILED' || status === 'DELETE_FAILED';
}

/**
 * What of the config is not there yet, in the order to make it: nodes need the network, service accounts of IAM need the OIDC provider, and
 * the other add-ons need nodes.
 *
 * @param options - `stacks` are those of {@link EksStacks.describeClusterStacks}, all of them complete; `parts` are those of
 *   {@link readClusterParts}
 * @returns nothing when the cluster has all that the config wants
 * @public
 */
export function planCompletion(options: {
  config: ClusterConfig;
  stacks: ClusterStack[];
  parts: ClusterParts;
}): CompletionStep[] {
  const plan = new CompletionPlan(options.config, options.stacks);
  const { parts } = options;
  const addons = plan.missingAddons(parts);
  const before = plan.lacksNodes(parts)
    ? addons.filter(({ name }) => NEED_NO_NODES.includes(name))
    : [];
  return [
    plan.accessEntries(parts),
    plan.oidcProvider(parts),
    plan.addons('networkAddons', before),
    plan.serviceAccounts(parts),
    plan.fargateProfiles(parts),
    plan.nodeGroups(parts),
    plan.addons(
      'addons',
      addons.filter(addon => !before.includes(addon)),
    ),
    plan.podIdentities(parts),
    plan.logRetention(parts),
  ].filter(isToBeDone);
}

function isToBeDone(step?: CompletionStep): step is CompletionStep {
  return step?.kind === 'eksctl' ? step.missing.length > 0 : step !== undefined;
}
