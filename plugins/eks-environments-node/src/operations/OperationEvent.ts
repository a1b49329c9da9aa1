import type { JsonObject } from '@backstage/types';
import type { EventType } from 'backstage-plugin-eks-environments-common';
import type { CodedText } from './CodedText';

/**
 * An entry of the environment's timeline: one sentence without a full stop. Notifications are derived from it.
 *
 * @public
 */
export interface OperationEvent extends CodedText {
  type: EventType;
  data?: JsonObject;
}
