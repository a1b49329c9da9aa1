import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureKinds } from 'backstage-plugin-eksctl-node';

const page = readFileSync(
  join(__dirname, '../../../../docs/reference/failures.md'),
  'utf8',
);

/** Rows of the page's first table, without the blanks that align it. */
const rows = page
  .slice(page.indexOf('## The table'), page.indexOf('## What is tried again'))
  .split('\n')
  .filter(line => line.startsWith('|'))
  .slice(2)
  .map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );

describe('the page of failures', () => {
  it('has every kind of failure in its own words, and no other', () => {
    expect(rows).toEqual(
      Object.values(failureKinds).map(kind => [
        kind.class,
        kind.developerMessage,
        kind.operatorMessage,
        kind.remedy,
        kind.retry,
      ]),
    );
  });
});
