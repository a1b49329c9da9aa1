import { InputError } from '@backstage/errors';
import { MAXIMUM_LENGTH } from '../yaml/limits';

/** Pure functions that a template may call. They return values; none of them writes text into the output. */
type TemplateHelper = (args: unknown[], name: string) => unknown;

const numeric =
  (compute: (a: number, b: number) => number): TemplateHelper =>
  (args, name) => {
    const [a, b] = exactly(2, args, name);
    return compute(number(a, name), number(b, name));
  };

const comparison =
  (compare: (a: number, b: number) => boolean): TemplateHelper =>
  (args, name) => {
    const [a, b] = exactly(2, args, name);
    return compare(number(a, name), number(b, name));
  };

export const templateHelpers: Record<string, TemplateHelper> = {
  default: args => args.find(isPresent),
  eq: (args, name) => {
    const [a, b] = exactly(2, args, name);
    return a === b;
  },
  ne: (args, name) => {
    const [a, b] = exactly(2, args, name);
    return a !== b;
  },
  gt: comparison((a, b) => a > b),
  gte: comparison((a, b) => a >= b),
  lt: comparison((a, b) => a < b),
  lte: comparison((a, b) => a <= b),
  and: args => args.every(isTruthy),
  or: args => args.some(isTruthy),
  not: (args, name) => !isTruthy(exactly(1, args, name)[0]),
  concat: (args, name) => joined(args, '', name),
  join: (args, name) => {
    const [list, separator] = exactly(2, args, name);
    if (!Array.isArray(list)) {
      throw new InputError(`Helper "${name}" needs a list first`);
    }
    return joined(list, text(separator, name), name);
  },
  lower: (args, name) => text(exactly(1, args, name)[0], name).toLowerCase(),
  string: (args, name) => text(exactly(1, args, name)[0], name),
  add: numeric((a, b) => a + b),
  subtract: numeric((a, b) => a - b),
  multiply: numeric((a, b) => a * b),
  min: numeric(Math.min),
  max: numeric(Math.max),
  list: args => args,
};

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function exactly(count: number, args: unknown[], name: string): unknown[] {
  if (args.length !== count) {
    throw new InputError(
      `Helper "${name}" takes ${count} argument(s), not ${args.length}`,
    );
  }
  return args;
}

function number(value: unknown, name: string): number {
  if (typeof value !== 'number') {
    throw new InputError(
      `Helper "${name}" needs numbers, but got ${describe(value)}`,
    );
  }
  return value;
}

/** Repeated joining doubles the length each time, so the length is checked before joining. */
function joined(parts: unknown[], separator: string, name: string): string {
  const texts = parts.map(part => text(part, name));
  const length = texts.reduce(
    (sum, { length: own }) => sum + own + separator.length,
    0,
  );
  if (length > MAXIMUM_LENGTH) {
    throw new InputError(
      `Helper "${name}" makes a text of more than ${MAXIMUM_LENGTH} characters; make it shorter`,
    );
  }
  return texts.join(separator);
}

function text(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      throw new InputError(
        `Helper "${name}" needs text, numbers or booleans, but got ${describe(
          value,
        )}`,
      );
  }
}

function describe(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
