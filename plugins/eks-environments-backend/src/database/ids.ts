import { monotonicFactory } from 'ulid';

/** A new id: sorts by time (also within a millisecond), safe in URLs. */
export const newId = monotonicFactory();
