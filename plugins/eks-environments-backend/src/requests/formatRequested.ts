import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import type { RequestRow } from '../database';

/** Formats what is requested for timeline messages, such as `shop (sandbox@1) for team-shop`. */
export function formatRequested(
  row: Pick<
    RequestRow,
    'name' | 'blueprint_name' | 'blueprint_version' | 'owner'
  >,
): string {
  return `${row.name} (${row.blueprint_name}@${
    row.blueprint_version
  }) for ${formatEntityName(row.owner)}`;
}
