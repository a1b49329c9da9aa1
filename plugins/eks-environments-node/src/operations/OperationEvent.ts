import type { JsonObject } from '@backstage/types';
import type {
  KnownEventType,
  ModuleEventType,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from './CodedText';

/**
 * An entry of the environment's timeline: one sentence without a full stop.
 *
 * @remarks
 *
 * The type is one of the portal's, whose notifications are derived from it, or `<type>.<what happened>` with the id of the operation type,
 * at most 64 characters. People are notified of an event of the second kind if it has a severity: the requester and the owner, and with
 * `high` the operators, too.
 *
 * @public
 */
export type OperationEvent = CodedText & {
  data?: JsonObject;
} & (
    | { type: KnownEventType; severity?: undefined }
    | { type: ModuleEventType; severity?: 'normal' | 'high' }
  );
