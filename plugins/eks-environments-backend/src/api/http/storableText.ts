import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';
import { hasNul, NO_NUL, unstorable } from '../../util/storableText';

const MAXIMUM_PATH = 200; // characters of the field's path that an answer repeats

/**
 * Refuses text that cannot be stored, anywhere in the request, and control characters in the URL, where they have no meaning.
 *
 * @remarks
 *
 * Walks the body by recursion, so it must run after the check that refuses deep nesting.
 */
export const refuseUnstorableText: RequestHandler = (
  request,
  _response,
  next,
) => {
  const problem = problemOfAddress(request.url) ?? problemOf(request.body);
  next(problem === undefined ? undefined : new InputError(problem));
};

function problemOfAddress(url: string): string | undefined {
  if (/%00/.test(url)) {
    return 'the address: must not hold NUL characters';
  }
  return /%(?:[01][0-9a-f]|7f|c2%[89][0-9a-f])/i.test(url)
    ? 'the address: must not hold control characters'
    : undefined;
}

/** The problem with the first text that cannot be stored, with its path, such as `values.labels.0`. */
function problemOf(
  value: unknown,
  path: readonly string[] = [],
): string | undefined {
  // The values of a blueprint are stored as JSON, which escapes lone surrogates, and the plan reports the problem.
  const problemOfText = path[0] === 'values' ? nulIn : unstorable;
  if (typeof value === 'string') {
    return withPath(path, problemOfText(value));
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [name, child] of Object.entries(value)) {
    const problem =
      withPath(path, problemOfText(name)) ?? problemOf(child, [...path, name]);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function nulIn(text: string): string | undefined {
  return hasNul(text) ? NO_NUL : undefined;
}

/** The path is only formatted for an answer: a long key may have many texts below it. */
function withPath(
  path: readonly string[],
  problem: string | undefined,
): string | undefined {
  return (
    problem && `${path.join('.').slice(0, MAXIMUM_PATH) || 'body'}: ${problem}`
  );
}
