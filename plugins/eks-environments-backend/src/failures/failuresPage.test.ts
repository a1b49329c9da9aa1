import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FailureKind, failureKinds } from 'backstage-plugin-eksctl-node';
import { eksctlFailures } from '../__testUtils__/eksctlModule';
import { ownFailures } from './ownFailures';

const source = join(__dirname, '..');

const page = readFileSync(
  join(source, '../../../docs/reference/failures.md'),
  'utf8',
);

/** Rows of a section's table, without the blanks that align it. */
function rowsOf(heading: string): string[][] {
  const [, section] = page.split(`\n## ${heading}\n`);
  return section
    .split('\n## ')[0]
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

function asRows(kinds: Record<string, FailureKind>): string[][] {
  return Object.entries(kinds).map(([code, kind]) => [
    `\`${code}\``,
    kind.class,
    kind.developerMessage,
    kind.operatorMessage,
    kind.remedy,
    kind.whileRetrying,
    kind.retry,
  ]);
}

describe('the page of failures', () => {
  it('has every kind of failure in its own words, and no other', () => {
    expect(rowsOf('The table')).toEqual(asRows(failureKinds));
  });

  it("has every failure of the portal's own in its words, and no other", () => {
    expect(rowsOf('What the portal finds itself')).toEqual(asRows(ownFailures));
  });

  it('has every failure of the provisioner of EKS in its words, and no other', () => {
    expect(rowsOf('What the provisioner of EKS finds itself')).toEqual(
      asRows(eksctlFailures),
    );
  });

  it('misses none: the sentences of a failure are written in one file', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
    const writers = files.filter(
      file =>
        /\.ts$/.test(file) &&
        !/\.test\.ts$|__testUtils__|generated/.test(file) &&
        /developerMessage:/.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(writers).toEqual([join('failures', 'ownFailures.ts')]);
  });
});
