import { ClusterConfig } from '../../model/clusterConfig';
import { stackPrefix } from '../stackNames';
import {
  ClusterParts,
  ClusterStack,
  CompletionStep,
  FinishStep,
  PartRemoval,
} from '../types';
import { isSame } from './isSame';

/**
 * How a part of the config is in AWS, beside an uninterrupted creation.
 *
 * - `differs`: its command makes it again, or changes it, after `clear` is deleted
 * - `obstructed`: something has to be removed before its command can make it
 * - `busy`: AWS is working on it
 * - `foreign`: it is there, differs, and is not eksctl's
 */
export type PartState =
  | { kind: 'complete' }
  | { kind: 'missing' }
  | { kind: 'differs'; how: string[] }
  | { kind: 'obstructed'; removal: PartRemoval }
  | { kind: 'busy'; reason: string }
  | { kind: 'foreign'; reason: string };

/** A part that the config wants. */
export type WantedPart<T> = {
  /** For people. */
  name: string;
  config: T;
  state: PartState;
  /** What the names of stacks that keep its command from making it end with. */
  stacks: string[];
};

/** One kind of part: what the config wants of it, how that is in AWS, and the command that makes it. */
export type PartKind<T> = {
  name: FinishStep['name'];
  wanted: (context: CompletionContext) => Array<WantedPart<T>>;
  args: () => string[];
  /** The config that asks for nothing but these parts. */
  ask: (context: CompletionContext, parts: T[]) => ClusterConfig;
};

/** The config, and what AWS has. */
export class CompletionContext {
  readonly #prefix: string;
  readonly #stacks: Map<string, ClusterStack>;

  constructor(
    readonly config: ClusterConfig,
    readonly parts: ClusterParts,
    stacks: ClusterStack[],
  ) {
    this.#prefix = stackPrefix(config.metadata.name);
    this.#stacks = new Map(stacks.map(stack => [stack.name, stack]));
  }

  has(suffix: string): boolean {
    return this.#stacks.has(this.#prefix + suffix);
  }

  /** Names of the stacks that are there, of those whose names end so. */
  standing(suffixes: string[]): string[] {
    return suffixes
      .filter(suffix => this.has(suffix))
      .map(suffix => this.#prefix + suffix);
  }

  /** What follows the cluster in the names of stacks. */
  suffixes(): string[] {
    return [...this.#stacks.keys()].map(name =>
      name.slice(this.#prefix.length),
    );
  }

  /** What follows the cluster in the name of the stack that has a resource. */
  suffixWith(type: string, isIt: (physicalId: string) => boolean) {
    return this.suffixes().find(suffix =>
      this.#resources(suffix).some(
        resource => resource.type === type && isIt(resource.physicalId ?? ''),
      ),
    );
  }

  /** Whether an ARN is that of the role that a stack made. */
  isRoleOf(suffix: string, roleArn: string | undefined): boolean {
    const name = roleArn?.split('/').pop();
    return this.#resources(suffix).some(
      ({ type, physicalId }) =>
        type === 'AWS::IAM::Role' && physicalId === name,
    );
  }

  #resources(suffix: string) {
    return this.#stacks.get(this.#prefix + suffix)?.resources ?? [];
  }
}

/** What comes next for a kind of part; undefined when all parts are complete. */
export function nextStep<T>(
  kind: PartKind<T>,
  context: CompletionContext,
): CompletionStep | undefined {
  const wanted = kind.wanted(context);
  for (const { state } of wanted) {
    switch (state.kind) {
      case 'busy':
        return { kind: 'settle', reason: state.reason };
      case 'obstructed':
        return state.removal;
      case 'foreign':
        return { kind: 'impossible', reason: state.reason };
      default:
    }
  }
  const toMake = wanted.filter(({ state }) => state.kind !== 'complete');
  return toMake.length === 0
    ? undefined
    : {
        kind: 'eksctl',
        name: kind.name,
        missing: toMake
          .filter(({ state }) => state.kind === 'missing')
          .map(({ name }) => name),
        differing: toMake.flatMap(({ name, state }) =>
          state.kind === 'differs' ? [{ name, how: state.how }] : [],
        ),
        clear: context.standing(toMake.flatMap(({ stacks }) => stacks)),
        args: kind.args(),
        config: kind.ask(
          context,
          toMake.map(({ config }) => config),
        ),
      };
}

/** One thing to compare; what the config does not say is left to eksctl, and not compared. */
export type Attribute<W, F> = {
  what: string;
  wanted: (wanted: W) => unknown;
  found: (found: F) => unknown;
  /** Left out: they have to be equal. */
  matches?: (wanted: unknown, found: unknown) => boolean;
};

/** A text for each attribute that is not as it is wanted. */
export function differencesOf<W, F>(
  attributes: Array<Attribute<W, F>>,
  wanted: W,
  found: F,
): string[] {
  return attributes.flatMap(({ what, matches = isSame, ...read }) => {
    const right = read.wanted(wanted);
    const actual = read.found(found);
    return right === undefined || matches(right, actual)
      ? []
      : [`${what} ${formatValue(actual)} instead of ${formatValue(right)}`];
  });
}

/** For maps to which AWS and eksctl add entries of their own. */
export function hasEntries(wanted: unknown, found: unknown): boolean {
  const actual = (found ?? {}) as Record<string, unknown>;
  return Object.entries(wanted as Record<string, unknown>).every(
    ([key, value]) => isSame(actual[key], value),
  );
}

/** Complete when nothing differs. */
export function stateOf(how: string[]): PartState {
  return how.length === 0 ? { kind: 'complete' } : { kind: 'differs', how };
}

function formatValue(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
