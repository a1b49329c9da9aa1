import { JsonValue } from '@backstage/types';
import { ErrorObject } from 'ajv';
import { toVisible } from '../util/characters';
import { segmentsOf } from '../util/paths';

/** The path of the value that an Ajv error refers to, or the path where a missing value would be. */
export function pathOf({
  instancePath,
  keyword,
  params,
}: ErrorObject): string[] {
  const segments = segmentsOf(instancePath);
  switch (keyword) {
    case 'required':
      return [...segments, params.missingProperty];
    case 'additionalProperties':
      return [...segments, params.additionalProperty];
    default:
      return segments;
  }
}

/** A path for display, such as `values.nodes`. */
export function fieldOf(path: readonly string[]): string {
  return path.map(toVisible).join('.');
}

/** What a value must be, as the rest of a sentence. */
export function formatConstraint({
  keyword,
  params,
  message,
}: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'must be given';
    case 'additionalProperties':
      return 'is not a known parameter';
    case 'enum':
      return `must be one of ${(params.allowedValues as JsonValue[]).join(
        ', ',
      )}`;
    case 'minimum':
      return `must be at least ${params.limit}`;
    case 'maximum':
      return `must be at most ${params.limit}`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minLength':
      return `must have at least ${params.limit} characters`;
    case 'exclusiveMinimum':
      return `must be more than ${params.limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${params.limit}`;
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`;
    case 'minItems':
      return `must have at least ${params.limit} entries`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'minProperties':
      return `must have at least ${params.limit} keys`;
    case 'maxProperties':
      return `must have at most ${params.limit} keys`;
    case 'pattern':
      return `must match the pattern ${params.pattern}`;
    case 'format':
      return `must be a valid ${params.format}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'type':
      return `must be of the type ${[params.type].flat().join(' or ')}`;
    default:
      return message ?? 'does not fit';
  }
}
