import type { failureKinds } from './failureKinds';
import type { FailureCode } from './parseFailureText';
import type { FailedWork } from './types';

/** Classifies a failure. All conditions that a rule has must match. */
export type FailureRule = {
  kind: keyof typeof failureKinds;
  /** Matches at least one of the codes. */
  codes?: RegExp;
  /** Who is at fault, according to EC2. */
  fault?: FailureCode['fault'];
  text?: RegExp;
  service?: RegExp;
  status?: RegExp;
  during?: FailedWork;
};
