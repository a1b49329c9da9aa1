import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same when they are written as JSON, in whatever order their keys are. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asJson(one), asJson(other));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
