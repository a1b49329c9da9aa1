import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { RequestRow } from '../database';
import { eventText } from '../events/eventText';

/** The timeline entry of a new request, such as `New request: shop (sandbox@1) for team-shop`. */
export function requestedText(
  code: 'requested' | 'revision-requested',
  row: Pick<
    RequestRow,
    'name' | 'blueprint_name' | 'blueprint_version' | 'owner'
  >,
): CodedText {
  return eventText(code, {
    name: row.name,
    blueprint: `${row.blueprint_name}@${row.blueprint_version}`,
    owner: formatEntityName(row.owner),
  });
}
