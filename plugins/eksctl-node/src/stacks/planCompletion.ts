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
 * What `eksctl create cluster` would have made after the cluster stack, made by commands that may be run again (eksctl 0.231, pkg/actions and
 * pkg/ctl/create). They are less patient than they look, and leave what is there as it is: so each is run only when something is missing or
 * differs, with a config that asks for that alone, after the stacks in its way are deleted. What a stack holds was written by eksctl at once
 * and from the same config; compared is what depends on when it was made, or is of no stack.
 */

type NextStep = (context: CompletionContext) => CompletionStep | undefined;

/** In the order to make them: nodes need the network, service accounts of IAM need the OIDC provider, and the other add-ons need nodes. */
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
 * What of the config is not as an uninterrupted creation would have left it, in the order to make it.
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
  const { config, parts, stacks } = options;
  const context = new CompletionContext(config, parts, stacks);
  return STEPS.flatMap(step => step(context) ?? []);
}
