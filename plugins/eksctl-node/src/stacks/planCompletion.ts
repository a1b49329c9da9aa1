import { ClusterConfig } from '../model/clusterConfig';
import { accessEntries } from './completion/accessEntries';
import { addonUpdates, networkAddons, otherAddons } from './completion/addons';
import { fargateProfiles } from './completion/fargateProfiles';
import { logRetentionStep } from './completion/logRetention';
import { nodeGroups } from './completion/nodeGroups';
import { oidcProvider } from './completion/oidcProvider';
import { CompletionContext, nextStep, PartKind } from './completion/PartKind';
import { podIdentities } from './completion/podIdentities';
import { serviceAccounts } from './completion/serviceAccounts';
import { ClusterParts, ClusterStack, CompletionStep } from './types';

/*
 * Completes what `eksctl create cluster` would have created after the cluster stack, with commands that may be run again (eksctl 0.231,
 * pkg/actions and pkg/ctl/create). These commands have short timeouts and do not change what exists, so each is run only if something is
 * missing or differs, with a config that contains only that, after the stacks that obstruct it are deleted. The contents of a stack were
 * written at once from the same config; only what depends on the time of creation, or is in no stack, is compared.
 */

type NextStep = (context: CompletionContext) => CompletionStep | undefined;

/** In the order of creation: nodes need the network, IAM service accounts need the OIDC provider, and the other add-ons need nodes. */
const STEPS: NextStep[] = [
  next(accessEntries),
  next(oidcProvider),
  next(networkAddons),
  next(addonUpdates),
  next(serviceAccounts),
  next(fargateProfiles),
  next(nodeGroups),
  next(otherAddons),
  next(podIdentities),
  logRetentionStep,
];

function next<T>(kind: PartKind<T>): NextStep {
  return context => nextStep(kind, context);
}

/**
 * The steps that complete a cluster to the result of an uninterrupted creation, in order.
 *
 * @param options - `stacks` are those of {@link EksStacks.describeClusterStacks}, all of them complete; `parts` are those of {@link
 * readClusterParts}
 * @returns nothing if the cluster has everything that the config requires
 * @public
 */
export function planCompletion(options: {
  config: ClusterConfig;
  stacks: ClusterStack[];
  parts: ClusterParts;
}): CompletionStep[] {
  const { config, parts, stacks } = options;
  const context = new CompletionContext(config, parts, stacks);
  return STEPS.flatMap(step => step(context) ?? []);
}
