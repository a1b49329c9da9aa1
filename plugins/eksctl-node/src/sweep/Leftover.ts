import type { SweepHolder } from './types';

/** A leftover with the proof of its ownership. */
export type Leftover = {
  id: string;
  /** The id for its removal, if it differs from the displayed id. */
  handle?: string;
  proof: string;
  /** Why its removal is not attempted now, if known beforehand. */
  blocked?: string;
  /** Its removal in AWS is in progress. */
  isBeingRemoved?: boolean;
  /** What is known about it, such as why its last removal failed; the removal is retried nevertheless. */
  note?: string;
  heldBy?: SweepHolder[];
};
