import { conditionOf } from './stackStatus';
import { ClusterStack, ResumeStep } from './types';

/**
 * How to resume a creation, derived from CloudFormation. `eksctl create cluster` cannot be run twice, but other commands can complete
 * what it does after the cluster stack: see {@link planCompletion}.
 *
 * @param options - `stacks` are those of {@link EksStacks.describeClusterStacks}; `ownership` is the tag of the portal's stacks, and a
 * cluster stack without it is not touched
 * @public
 */
export function planResume(options: {
  stacks: ClusterStack[];
  ownership: { key: string; value: string };
}): ResumeStep {
  const { stacks, ownership } = options;
  const cluster = stacks.find(stack => stack.role === 'cluster');
  const others = stacks.filter(stack => stack !== cluster);
  const [witness] = cluster ? [cluster] : others;
  if (!witness) {
    return { kind: 'create' };
  }
  if (witness.tags[ownership.key] !== ownership.value) {
    return {
      kind: 'foreign',
      stack: witness.name,
      reason: `The stack ${witness.name} does not have the tag ${ownership.key}=${ownership.value}`,
    };
  }
  switch (cluster ? conditionOf(cluster.status) : 'broken') {
    case 'creating':
      return { kind: 'adoptAndWait', stack: witness.name };
    case 'busy':
      return { kind: 'wait', stacks: [witness.name] };
    case 'broken':
      return clear(others, cluster);
    default:
      return finish(others);
  }
}

/** The cluster stack is deleted last, as the others use its exports. */
function clear(others: ClusterStack[], cluster?: ClusterStack): ResumeStep {
  const busy = others.filter(isBusy);
  if (busy.length > 0) {
    return { kind: 'wait', stacks: namesOf(busy) };
  }
  return {
    kind: 'clearThenCreate',
    stacks: namesOf(cluster ? [...others, cluster] : others),
  };
}

function finish(others: ClusterStack[]): ResumeStep {
  return {
    kind: 'finish',
    // eksctl skips what has a stack, even a rolled-back one, and exits successfully
    clear: namesOf(
      others.filter(({ status }) => conditionOf(status) === 'broken'),
    ),
    busy: namesOf(others.filter(isBusy)),
  };
}

function isBusy({ status }: ClusterStack): boolean {
  return ['busy', 'creating'].includes(conditionOf(status));
}

function namesOf(stacks: ClusterStack[]): string[] {
  return stacks.map(stack => stack.name);
}
