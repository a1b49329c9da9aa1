import { ConflictError } from '@backstage/errors';
import type {
  EnvironmentRequest,
  Message,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { ApprovalEffects } from '../approvals/ApprovalEffects';
import type { RequestRow } from '../database';
import { Registry } from '../util/Registry';
import type { PlannedRequest } from './PlannedRequest';
import type { PlanContext } from './planning';
import type { RequestSubject, RequestType } from './RequestType';

/** Why a request cannot be approved whose module was removed since it was asked. */
export function typeNotInstalled(type: string): Message {
  return {
    code: 'type-not-installed',
    params: { type },
    message: `The request type ${type} is not installed any more; deny the request, or ask the platform team to install it`,
  };
}

/** The registered request types. */
export class RequestTypes
  extends Registry<RequestType>
  implements ApprovalEffects
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

  /** What pages show of a stored input; nothing of a type that is no longer registered. */
  shownInput(row: RequestRow): Pick<EnvironmentRequest, 'lease' | 'values'> {
    return this.find(row.type)?.shownInput(row) ?? {};
  }

  /** Throws InputError when there is no such type, and as {@link RequestType.subject} does. */
  subject(input: RequestInput): RequestSubject {
    return this.of(input).subject(input);
  }

  /** Throws as {@link RequestTypes.subject} and {@link RequestType.plan} do. */
  async plan(
    input: RequestInput,
    context: PlanContext,
  ): Promise<PlannedRequest> {
    this.subject(input);
    return this.of(input).plan(input, context);
  }

  /** Throws ConflictError when the type is not installed any more, and as {@link RequestType.approve} does. */
  async approve(
    transaction: Knex.Transaction,
    row: RequestRow,
    decision: { actor?: string; at: string },
  ): Promise<void> {
    const type = this.find(row.type);
    if (!type) {
      throw new ConflictError(typeNotInstalled(row.type).message);
    }
    await type.approve(transaction, row, decision);
  }

  conflictMessage(row: RequestRow): string {
    return this.of(row).lateConflictMessage(row);
  }
}
