import { ConflictError } from '@backstage/errors';
import type { Message } from 'backstage-plugin-eks-environments-common';

/** The environment cannot take an operation now. */
export class OperationRefusedError extends ConflictError {
  readonly refusal: Message;

  constructor(refusal: Message) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
