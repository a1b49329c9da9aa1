import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  OperationLane,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import { inputProblem } from './inputProblem';

/** Ids of types and phases, within the size of their columns. */
const ID = /^[a-z][a-z0-9-]{0,31}$/;

/** The registered operation types. Code that treats all types alike uses it. */
export class OperationTypes {
  readonly #types = new Map<string, AnyOperationType>();

  constructor(types: readonly AnyOperationType[] = []) {
    for (const type of types) {
      this.add(type);
    }
  }

  /**
   * Adds a type.
   *
   * @throws ConflictError when a type with that id exists already
   * @throws InputError when an id is not valid
   */
  add(type: AnyOperationType): void {
    if (this.#types.has(type.type)) {
      throw new ConflictError(
        `There is an operation type ${type.type} already`,
      );
    }
    assertIds(type);
    this.#types.set(type.type, type);
  }

  all(): AnyOperationType[] {
    return [...this.#types.values()];
  }

  /** Undefined for a type whose module is no longer installed. */
  find(type: string): AnyOperationType | undefined {
    return this.#types.get(type);
  }

  /** @throws InputError when there is no such type */
  get(type: string): AnyOperationType {
    const found = this.find(type);
    if (!found) {
      throw new InputError(
        `type must be one of ${[...this.#types.keys()].join(
          ', ',
        )}, not ${type}`,
      );
    }
    return found;
  }

  /** The ids of the types whose failures open circuit breakers, and which circuit breakers hold back. */
  countedForBreakers(): string[] {
    return this.all()
      .filter(({ countsForBreaker }) => countsForBreaker)
      .map(({ type }) => type);
  }

  /** The title of a type; its id if its module is no longer installed. */
  titleOf(type: string): string {
    return this.find(type)?.title ?? type;
  }

  laneOf(type: string): OperationLane {
    return this.get(type).lane;
  }

  /** The phases of a type before an attempt begins. */
  plannedPhases(type: string): OperationPhase[] {
    return this.get(type).phases.map(({ id, title }) => ({
      id,
      title,
      state: 'waiting',
    }));
  }

  /**
   * The input of an operation as its type's schema returns it.
   *
   * @throws InputError naming the field that is wrong
   */
  parseInput(type: string, input: JsonObject): JsonObject {
    const { input: schema } = this.get(type);
    try {
      return schema.parse(input);
    } catch (error) {
      throw new InputError(
        `input of the operation ${type} is not valid: ${inputProblem(error)}`,
      );
    }
  }
}

function assertIds({ type, phases }: AnyOperationType): void {
  const ids = phases.map(({ id }) => id);
  const wrong = [type, ...ids].find(id => !ID.test(id));
  if (wrong !== undefined) {
    throw new InputError(
      `The id ${wrong} of the operation type ${type} must be 1 to 32 lower-case letters, digits and hyphens, and begin with a letter`,
    );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new ConflictError(
      `The operation type ${type} has two phases ${repeated}`,
    );
  }
}
