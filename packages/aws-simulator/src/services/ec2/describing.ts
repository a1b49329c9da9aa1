import { AwsError } from '../../server/AwsError';
import { Output, QueryParameters } from '../../server/protocols';
import { Tags } from '../../world/model';
import { page } from '../service';

export function tagSet(tags: Tags): Output[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** A resource as EC2 describes it. */
export interface Described {
  tags?: Tags;
  /** Values of the filters that this kind of resource supports. */
  filters: Record<string, string | string[] | undefined>;
  output: Output;
}

function fits(
  value: string | string[] | undefined,
  patterns: string[],
): boolean {
  const values = value === undefined ? [] : [value].flat();
  return patterns.some(pattern => {
    const expression = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    );
    return values.some(item => expression.test(item));
  });
}

/** Applies `Filter.n` to a list, as EC2 does. */
export function filtered(
  items: Described[],
  parameters: QueryParameters,
): Output[] {
  const filters = parameters.structures('Filter').map(filter => ({
    name: filter.required('Name'),
    values: filter.list('Value'),
  }));
  const accepted = items.filter(item =>
    filters.every(({ name, values }) => {
      if (name === 'tag-key') {
        return Object.keys(item.tags ?? {}).some(key => fits(key, values));
      }
      if (name.startsWith('tag:')) {
        return fits(item.tags?.[name.slice(4)], values);
      }
      if (!(name in item.filters)) {
        throw new AwsError(
          400,
          'InvalidParameterValue',
          `The filter '${name}' is invalid`,
        );
      }
      return fits(item.filters[name], values);
    }),
  );
  return accepted.map(item => item.output);
}

/** One page of a described list under the name that the action gives it. */
export function answer(
  listName: string,
  items: Described[],
  parameters: QueryParameters,
): Output {
  const size = parameters.number('MaxResults') ?? 1000;
  const { items: shown, nextToken } = page(
    filtered(items, parameters),
    parameters.text('NextToken'),
    size,
  );
  return { [listName]: shown, nextToken };
}

/** The items with the ids in `…Id.n`; an unknown id is an error, as in EC2. */
export function byId<T>(
  items: T[],
  idOf: (item: T) => string,
  wanted: string[],
  code: string,
  noun: string,
): T[] {
  for (const id of wanted) {
    if (!items.some(item => idOf(item) === id)) {
      throw new AwsError(400, code, `The ${noun} ID '${id}' does not exist`);
    }
  }
  return wanted.length === 0
    ? items
    : items.filter(item => wanted.includes(idOf(item)));
}

export function zones(regionName: string): string[] {
  return ['a', 'b', 'c'].map(letter => `${regionName}${letter}`);
}
