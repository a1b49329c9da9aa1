import type { failureKinds } from './failureKinds';
import type { FailureCode } from './parseFailureText';
import type { FailedWork } from './types';

/** What a failure means. All conditions that a rule has must hold. */
export type FailureRule = {
  kind: keyof typeof failureKinds;
  /** One of the codes has such a name. */
  codes?: RegExp;
  /** Who is at fault, according to EC2. */
  fault?: FailureCode['fault'];
  text?: RegExp;
  service?: RegExp;
  status?: RegExp;
  during?: FailedWork;
};
