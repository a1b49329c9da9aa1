import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeMessages } from './messages/codes';

const readPage = (name: string) =>
  readFileSync(join(__dirname, '../../../../docs/reference', name), 'utf8');

const page = readPage('codes.md');

describe('the page of codes', () => {
  it.each([
    ['Why an action is not possible', codeMessages.refusal],
    ['Findings of a plan', codeMessages.finding],
    ['Why a step cannot be decided', codeMessages.approvalStep],
  ])(
    'has those of "%s", with the parameters of their texts',
    (title, texts) => {
      const [, section] = page.split(`\n## ${title}\n`);
      const rows = new Map(
        section
          .split('\n## ')[0]
          .split('\n')
          .filter(line => line.startsWith('| `'))
          .map(line => {
            const [code, params] = line.split('|').slice(1);
            return [code.replaceAll('`', '').trim(), params];
          }),
      );
      expect([...rows.keys()]).toEqual(Object.keys(texts));
      for (const [code, text] of Object.entries<string>(texts)) {
        for (const [, name] of text.matchAll(/\{\{(\w+)\}\}/g)) {
          expect(rows.get(code)).toContain(`\`${name}\``);
        }
      }
    },
  );
});

describe('the texts that are sentences', () => {
  it.each([
    ['Events of the timeline', 'event', codeMessages.event],
    ['Findings of reconciliation', 'difference', codeMessages.difference],
  ])('are those of "%s", and no other', (title, prefix, texts) => {
    const [, section] = page.split(`\n## ${title}\n`);
    const rows = section
      .split('\n## ')[0]
      .split('\n')
      .filter(line => line.startsWith(`| \`${prefix}.`))
      .map(line => line.split('|').map(cell => cell.trim()))
      .map(([, code, text]) => [
        code.replaceAll('`', '').replace(`${prefix}.`, ''),
        text.replace(/\{(\w+)\}/g, '{{$1}}'),
      ]);
    expect(texts).toEqual(Object.fromEntries(rows));
  });
});

describe('the page of failures', () => {
  it('has the texts of the pages, and no other', () => {
    const rows = readPage('failures.md')
      .split('\n')
      .filter(line => /^\| `\w+` /.test(line))
      .map(line => line.split('|').map(cell => cell.trim()))
      .map(cells => {
        const [code, message, remedy, whileRetrying] = [1, 3, 5, 6].map(
          column => cells[column].replace(/\{(\w+)\}/g, '{{$1}}'),
        );
        return [code.replaceAll('`', ''), { message, remedy, whileRetrying }];
      });
    expect(codeMessages.failure).toEqual(Object.fromEntries(rows));
  });
});
