import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  approvalStepStates,
  environmentStates,
  leasePhases,
  operationStates,
  powerStates,
  requestStates,
  type StateTable,
  toMermaid,
} from '.';
import { eventTypes } from '../events';

const page = readFileSync(
  join(__dirname, '../../../../docs/reference/states.md'),
  'utf8',
);

describe('the page of states', () => {
  it.each<[string, StateTable<string>]>([
    ['environment', environmentStates],
    ['lease', leasePhases],
    ['power', powerStates],
    ['request', requestStates],
    ['approval step', approvalStepStates],
    ['operation', operationStates],
  ])('draws the %s as its table says', (_, table) => {
    expect(page).toContain(['```mermaid', toMermaid(table), '```'].join('\n'));
  });

  it('lists every event', () => {
    const listed = [...page.matchAll(/^\| `(\w+)` /gm)].map(row => row[1]);
    expect(listed).toEqual(expect.arrayContaining([...eventTypes]));
  });
});
