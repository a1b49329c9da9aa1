import { InputError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type {
  OperationLane,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import { assertIds } from '../util/assertIds';
import { Registry } from '../util/Registry';
import { assertPermission } from './assertPermission';
import { assertTrigger } from './assertTrigger';
import { inputProblem } from './inputProblem';

/** The registered operation types. Code that treats all types alike uses it. */
export class OperationTypes extends Registry<AnyOperationType> {
  constructor(types: readonly AnyOperationType[] = []) {
    super({
      kind: 'an operation type',
      idOf: ({ type }) => type,
      assertValid: ({ type, phases, permission, trigger }) => {
        // The provisioners' own phases are checked when they are registered.
        assertIds(
          `the operation type ${type}`,
          type,
          typeof phases === 'function' ? [] : phases,
        );
        assertPermission(`the operation type ${type}`, permission);
        assertTrigger({ type, permission, trigger });
      },
      entries: types,
    });
  }

  /** @throws InputError naming the types that exist */
  override get(type: string, field: string = 'type'): AnyOperationType {
    return super.get(type, field);
  }

  /** The ids of the types whose failures open circuit breakers, and which circuit breakers hold back. */
  countedForBreakers(): string[] {
    return this.all
      .filter(({ countsForBreaker }) => countsForBreaker)
      .map(({ type }) => type);
  }

  /** The permissions of the types, each once. */
  permissions(): ResourcePermission[] {
    const byName = new Map<string, ResourcePermission>();
    for (const { permission } of this.all) {
      if (permission && !byName.has(permission.name)) {
        byName.set(permission.name, permission);
      }
    }
    return [...byName.values()];
  }

  /** The title of a type; its id if its module is no longer installed. */
  titleOf(type: string): string {
    return this.find(type)?.title ?? type;
  }

  laneOf(type: string): OperationLane {
    return this.get(type).lane;
  }

  /** The phases of a type before an attempt begins. */
  plannedPhases(type: string, provisioner: string): OperationPhase[] {
    const { phases } = this.get(type);
    const defined = typeof phases === 'function' ? phases(provisioner) : phases;
    return defined.map(({ id, title }) => ({
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
