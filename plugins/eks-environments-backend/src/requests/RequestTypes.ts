import { InputError } from '@backstage/errors';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { Person } from '../access/callers';
import type { ApprovalEffects } from '../approvals/ApprovalEffects';
import type { RequestRow } from '../database';
import { Registry } from '../util/Registry';
import type { Planner } from './Planner';
import type { PlannedRequest } from './RequestPlanner';
import type { RequestSubject, RequestType } from './RequestType';

/** The registered request types. */
export class RequestTypes
  extends Registry<RequestType>
  implements ApprovalEffects, Planner
{
  constructor(types: readonly RequestType[]) {
    super({
      kind: 'a request type',
      idOf: ({ type }) => type,
      entries: types,
    });
  }

  /** The type of a stored request. */
  of({ type }: Pick<RequestRow, 'type'>): RequestType {
    return this.get(type, 'type');
  }

  /** The title of a type; its id if it is no longer registered. */
  titleOf(type: string): string {
    return this.find(type)?.title ?? type;
  }

  /** @throws InputError when there is no such type, or it does not have a field of the input */
  subject(input: RequestInput): RequestSubject {
    return this.#typeOf(input).subject(input);
  }

  /** Throws as {@link RequestTypes.subject} and {@link RequestType.plan} do. */
  async plan(input: RequestInput, requester: Person): Promise<PlannedRequest> {
    return this.#typeOf(input).plan(input, requester);
  }

  async approve(
    transaction: Knex.Transaction,
    row: RequestRow,
    decision: { actor?: string; at: string },
  ): Promise<void> {
    await this.of(row).approve(transaction, row, decision);
  }

  conflictMessage(row: RequestRow): string {
    return this.of(row).lateConflictMessage(row);
  }

  #typeOf(input: RequestInput): RequestType {
    const type = this.get(input.type, 'type');
    const unknown = Object.keys(input).find(
      field => !type.fields.includes(field),
    );
    if (unknown !== undefined) {
      throw new InputError(
        `${unknown} is not a field of a request of the type ${input.type}; remove it`,
      );
    }
    return type;
  }
}
