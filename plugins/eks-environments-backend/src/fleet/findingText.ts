import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import { type ComposedText, textsOf } from '../events';
import type { Difference, DifferenceDetails } from './types';

/** The core calls a resource and its parts by their names: what they are differs between provisioners. `docs/reference/codes.md` lists them. */
const text = textsOf('difference', {
  'part-drifted': '{part} of {name} is not as it was approved: {differences}.',
  'parts-left-over': '{name} no longer exists, but parts of it do: {parts}.',
  'resource-replaced':
    '{name} no longer exists; another resource, which is not of this installation, has its name now.',
  'resource-vanished': '{name} no longer exists.',
  'resource-vanished-in-part':
    '{name} no longer exists, but parts of its environment do: {parts}.',
  'resource-without-record':
    '{name} has the tags of this installation, but no environment.',
  'resource-without-record-of':
    '{name} has the tags of this installation and the owner {owner}, but no environment.',
} as const);

/** A finding as one sentence. */
export function findingText({
  kind,
  clusterName: name,
  details,
}: Pick<Difference, 'kind' | 'clusterName' | 'details'>): ComposedText {
  const { parts = [], differences = [], owner } = details;
  switch (kind) {
    case 'ResourceVanished':
      return vanishedText(name, details);
    case 'ResourceWithoutRecord':
      return owner
        ? text('resource-without-record-of', {
            name,
            owner: formatEntityName(owner),
          })
        : text('resource-without-record', { name });
    case 'PartsLeftOver':
      return text('parts-left-over', { name, parts: parts.join(', ') });
    default:
      return text('part-drifted', {
        name,
        part: details.title ?? details.part ?? '',
        differences: differences.join('; '),
      });
  }
}

function vanishedText(
  name: string,
  { isAnothersNow, parts = [] }: DifferenceDetails,
): ComposedText {
  if (isAnothersNow) {
    return text('resource-replaced', { name });
  }
  return parts.length > 0
    ? text('resource-vanished-in-part', { name, parts: parts.join(', ') })
    : text('resource-vanished', { name });
}
