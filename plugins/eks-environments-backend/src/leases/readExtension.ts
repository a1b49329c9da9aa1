import { ConflictError, InputError } from '@backstage/errors';
import {
  type EnvironmentState,
  type Message,
  parseDuration,
} from 'backstage-plugin-eks-environments-common';
import { DateTime, Duration } from 'luxon';
import { isStorable, type LeaseRow, toColumn } from '../database';
import { checkExtension, type ExtensionLimit } from './checkExtension';

/** By how much, or until when, a lease is extended. */
export type Extension =
  | { kind: 'by'; duration: Duration }
  | { kind: 'until'; end: DateTime };

/** The code of the problem that an end is past what is possible at present. */
export const PAST_LIMIT = 'extension-past-limit';

/** A time with its zone: without one, people in different zones would mean different times. */
const WITH_ZONE = /^[^T]*T.*(?:Z|[+-]\d{2}:?\d{2})$/i;

const MAXIMUM_TEXT = 64; // characters

/** @throws InputError naming the field, when not exactly one of the two is given or it is not valid */
export function readExtension(input: {
  duration?: string;
  until?: string;
}): Extension {
  const { duration, until } = input;
  if ((duration === undefined) === (until === undefined)) {
    throw new InputError(
      'Give either a duration, such as P1D, or until, such as 2026-12-24T18:00:00Z',
    );
  }
  return duration === undefined ? readUntil(until ?? '') : readBy(duration);
}

function readBy(text: string): Extension {
  const reading = parseDuration(text);
  if (reading.kind === 'invalid') {
    throw new InputError(`duration ${reading.problem}`);
  }
  return { kind: 'by', duration: Duration.fromISO(reading.duration) };
}

function readUntil(text: string): Extension {
  const end = readTime(text);
  if (!end) {
    throw new InputError(
      'until must be a time in ISO 8601 with a time zone, such as 2026-12-24T18:00:00+01:00',
    );
  }
  return { kind: 'until', end };
}

function readTime(text: string): DateTime | undefined {
  if (text.length > MAXIMUM_TEXT || !WITH_ZONE.test(text)) {
    return undefined;
  }
  const end = DateTime.fromISO(text).toUTC();
  return isStorable(end) ? end : undefined;
}

/**
 * The end of a lease after an extension, which counts from the present end; in grace, from now.
 *
 * @throws ConflictError naming the limit and what is possible
 */
export function extendedEnd(
  leased: { state: EnvironmentState; lease: LeaseRow },
  { extension, limit }: { extension: Extension; limit: ExtensionLimit },
  now: DateTime,
): DateTime {
  const check = checkExtension(leased, now, limit);
  if (check.kind === 'refused') {
    throw new ConflictError(check.reason.message);
  }
  const { from, latest } = check;
  const end = endOf(extension, from);
  const problem = endProblem(end, { from, latest });
  if (problem) {
    throw new ConflictError(problem.message);
  }
  return end;
}

/** The end of an extension that begins at a time. */
export function endOf(extension: Extension, from: DateTime): DateTime {
  return extension.kind === 'by'
    ? from.plus(extension.duration)
    : extension.end;
}

/** Why a lease cannot end at a time. */
export function endProblem(
  end: DateTime,
  { from, latest }: { from: DateTime; latest: DateTime },
): Message | undefined {
  if (end <= from) {
    return {
      code: 'extension-not-longer',
      params: { end: toColumn(from) },
      message: `The new end must be after ${toColumn(
        from,
      )}; a lease is only made longer`,
    };
  }
  return end > latest
    ? {
        code: PAST_LIMIT,
        params: { latestEnd: toColumn(latest) },
        message: `The lease can't be extended past ${toColumn(latest)}${
          isStorable(end) ? `; it would end at ${toColumn(end)}` : ''
        }`,
      }
    : undefined;
}
