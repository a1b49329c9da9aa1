import { FinishStepName } from '../model/completionSteps';
import { nodeGroupsOf } from './nodeGroups';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

/*
 * A creation can be interrupted at any point, and what was approved has to be built completely. So each part of a config is one of these:
 * part of the cluster stack, which CloudFormation completes; completable, because missing parts can be detected and created separately;
 * or refused before approval. The order in which eksctl creates parts is in doCreateCluster (pkg/ctl/create/cluster.go) and
 * CreateExtraClusterConfigTasks (pkg/eks/tasks.go) of eksctl 0.231.
 */

type Refusal = {
  /** Completes "because eksctl …". */
  because: string;
  instead: string;
};

/** How a part of a config is handled when its creation is interrupted. */
export type PartOfCreate =
  /** Part of the cluster stack, or an option of how another part is created. */
  | { kind: 'clusterStack' }
  /** Completed by these steps of {@link planCompletion}. */
  | {
      kind: 'completed';
      by: Array<FinishStepName | 'setLogRetention'>;
    }
  | ({ kind: 'refused' } & Refusal);

const clusterStack: PartOfCreate = { kind: 'clusterStack' };

/** Every top-level field of a config. */
export const partsOfCreate: Record<string, PartOfCreate> = {
  apiVersion: clusterStack,
  kind: clusterStack,
  metadata: clusterStack,
  accessConfig: { kind: 'completed', by: ['accessEntries'] },
  addons: {
    kind: 'completed',
    by: ['networkAddons', 'addonUpdates', 'addons'],
  },
  addonsConfig: clusterStack,
  autoModeConfig: clusterStack,
  availabilityZones: clusterStack,
  capabilities: {
    kind: 'refused',
    because:
      'makes capabilities last, and can not make what is missing of one that was begun',
    instead: 'Create them in the cluster that is ready.',
  },
  cloudWatch: { kind: 'completed', by: ['setLogRetention'] },
  controlPlaneScalingConfig: clusterStack,
  fargateProfiles: { kind: 'completed', by: ['fargateProfiles'] },
  gitops: {
    kind: 'refused',
    because: 'installs Flux last, where AWS does not show it',
    instead: 'Bootstrap Flux in the cluster that is ready.',
  },
  iam: {
    kind: 'completed',
    by: ['oidcProvider', 'serviceAccounts', 'podIdentities'],
  },
  iamIdentityMappings: {
    kind: 'refused',
    because: 'would add the mappings that are there once more',
    instead: 'Use accessConfig.accessEntries.',
  },
  identityProviders: {
    kind: 'refused',
    because:
      'associates them in a creation, and fails over those that are there',
    instead: 'Associate them with the cluster that is ready.',
  },
  karpenter: {
    kind: 'refused',
    because: 'installs Karpenter at the end of a creation alone',
    instead:
      'Install it with Helm in the cluster that is ready, or use autoModeConfig.',
  },
  kubeAPIServerConfig: clusterStack,
  kubeControllerManagerConfig: clusterStack,
  kubeSchedulerConfig: clusterStack,
  kubernetesNetworkConfig: clusterStack,
  localZones: clusterStack,
  managedNodeGroups: { kind: 'completed', by: ['nodeGroups'] },
  nodeGroups: { kind: 'completed', by: ['nodeGroups'] },
  outpost: clusterStack,
  privateCluster: {
    kind: 'refused',
    because: 'closes the public endpoint at the end of a creation alone',
    instead: 'Use vpc.clusterEndpoints.',
  },
  remoteNetworkConfig: clusterStack,
  secretsEncryption: clusterStack,
  upgradePolicy: clusterStack,
  vpc: clusterStack,
  zonalShiftConfig: clusterStack,
};

/** Whether a part of a config, such as `karpenter`, is refused even if a blueprint allows it. */
export function isNeverResumable(part: string): boolean {
  return (
    Object.hasOwn(partsOfCreate, part) && partsOfCreate[part].kind === 'refused'
  );
}

/** An error for each part that an interrupted creation could leave incomplete. */
export function checkInterruption(config: ClusterConfig): Finding[] {
  return [
    ...wholeParts(config),
    ...configMapAccess(config),
    ...coreDnsOnFargate(config),
    ...windowsNodes(config),
    ...suspendedProcesses(config),
  ];
}

function wholeParts(config: ClusterConfig): Finding[] {
  return Object.entries(config)
    .filter(([, value]) => isUsed(value))
    .flatMap(([path]) => {
      const part = partsOfCreate[path];
      return part?.kind === 'refused' ? [refused(path, part)] : [];
    });
}

function isUsed(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  const { enabled } = (value ?? {}) as { enabled?: unknown };
  return enabled !== false;
}

function configMapAccess({ accessConfig, nodeGroups }: ClusterConfig) {
  const isUsedAlone = accessConfig?.authenticationMode === 'CONFIG_MAP';
  return isUsedAlone && (nodeGroups ?? []).length > 0
    ? [
        refused('accessConfig.authenticationMode', {
          because:
            'lets nodes of its own in through a ConfigMap, after their group is made',
          instead: 'Use API or API_AND_CONFIG_MAP.',
        }),
      ]
    : [];
}

/** Like `selectsCoreDNS` in eksctl's pkg/fargate/coredns. */
function coreDnsOnFargate({ fargateProfiles = [] }: ClusterConfig): Finding[] {
  return fargateProfiles.flatMap(({ selectors = [] }, index) =>
    selectors.some(
      ({ namespace, labels = {} }) =>
        namespace === 'kube-system' &&
        (Object.keys(labels).length === 0 ||
          labels['eks.amazonaws.com/component'] === 'coredns'),
    )
      ? [
          refused(`fargateProfiles[${index}].selectors`, {
            because: 'moves coredns to Fargate after the profile is made',
            instead:
              'Select other namespaces, and give coredns a node group to run on.',
          }),
        ]
      : [],
  );
}

function windowsNodes(config: ClusterConfig): Finding[] {
  return nodeGroupsOf(config)
    .filter(({ group }) => group.amiFamily?.startsWith('Windows'))
    .map(({ path }) =>
      refused(`${path}.amiFamily`, {
        because: 'prepares a cluster for Windows in a creation alone',
        instead: 'Add Windows nodes to the cluster that is ready.',
      }),
    );
}

function suspendedProcesses(config: ClusterConfig): Finding[] {
  return nodeGroupsOf(config)
    .filter(({ group }) => (group.asgSuspendProcesses ?? []).length > 0)
    .map(({ path }) =>
      refused(`${path}.asgSuspendProcesses`, {
        because: 'suspends processes after the group is made',
        instead: 'Suspend them in the cluster that is ready.',
      }),
    );
}

function refused(path: string, { because, instead }: Refusal): Finding {
  return {
    severity: 'error',
    code: 'not-resumable',
    message: `${path} is not possible, because eksctl ${because}: a creation that was interrupted could end without it. ${instead}`,
    path,
  };
}
