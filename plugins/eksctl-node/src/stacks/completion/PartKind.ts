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
 * The state of a part in AWS, compared with an uninterrupted creation.
 *
 * - `differs`: its command recreates or updates it, after the stacks in `clear` are deleted
 * - `obstructed`: something has to be removed before its command can create it
 * - `busy`: a change is in progress in AWS
 * - `foreign`: it exists, differs, and was not created by eksctl
 */
export type PartState =
  | { kind: 'complete' }
  | { kind: 'missing' }
  | { kind: 'differs'; how: string[] }
  | { kind: 'obstructed'; removal: PartRemoval }
  | { kind: 'busy'; reason: string }
  | { kind: 'foreign'; reason: string };

/** A part that the config requires. */
export type WantedPart<T> = {
  /** For display. */
  name: string;
  config: T;
  state: PartState;
  /** Name suffixes of the stacks that prevent its command from creating it. */
  stacks: string[];
};

/** One kind of part: what the config requires, its state in AWS, and the command that creates it. */
export type PartKind<T> = {
  name: FinishStep['name'];
  wanted: (context: CompletionContext) => Array<WantedPart<T>>;
  args: () => string[];
  /** The config that contains only these parts. */
  ask: (context: CompletionContext, parts: T[]) => ClusterConfig;
};

/** The config, and what exists in AWS. */
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

  /** Names of the existing stacks with one of these suffixes. */
  existing(suffixes: string[]): string[] {
    return suffixes
      .filter(suffix => this.has(suffix))
      .map(suffix => this.#prefix + suffix);
  }

  /** The part of the stack names after the cluster's prefix. */
  suffixes(): string[] {
    return [...this.#stacks.keys()].map(name =>
      name.slice(this.#prefix.length),
    );
  }

  /** The name suffix of the stack that contains a resource. */
  suffixWith(type: string, isIt: (physicalId: string) => boolean) {
    return this.suffixes().find(suffix =>
      this.#resources(suffix).some(
        resource => resource.type === type && isIt(resource.physicalId ?? ''),
      ),
    );
  }

  /** Whether an ARN is that of the role that a stack created. */
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

/** The next step for a kind of part; undefined when all parts are complete. */
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
        clear: context.existing(toMake.flatMap(({ stacks }) => stacks)),
        args: kind.args(),
        config: kind.ask(
          context,
          toMake.map(({ config }) => config),
        ),
      };
}

/** An attribute to compare. Attributes that the config omits are left to eksctl and not compared. */
export type Attribute<W, F> = {
  what: string;
  wanted: (wanted: W) => unknown;
  found: (found: F) => unknown;
  /** If omitted, they must be equal. */
  matches?: (wanted: unknown, found: unknown) => boolean;
};

/** A text for each attribute that differs. */
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

/** For maps to which AWS and eksctl add entries. */
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
