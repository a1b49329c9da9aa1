import { monotonicFactory } from 'ulid';

/** Creates an id: sorts by time (also within a millisecond), safe in URLs. */
export const newId = monotonicFactory();
