import type { SweepHolder } from './types';

/** A leftover with the proof that it is ours. */
export type Leftover = {
  id: string;
  /** What its removal is asked with, where that is not the id that people know it by. */
  handle?: string;
  proof: string;
  /** Why its removal is not tried now, when that is known beforehand. */
  blocked?: string;
  /** AWS is removing it already. */
  isBeingRemoved?: boolean;
  /** What is known about it, such as why its last removal failed; it is tried again nevertheless. */
  note?: string;
  heldBy?: SweepHolder[];
};
