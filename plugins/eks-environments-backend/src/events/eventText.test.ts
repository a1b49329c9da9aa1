import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  eventText,
  failureText,
  toStorableText,
  withReason,
} from './eventText';
import { eventTexts } from './texts';

const page = readFileSync(
  join(__dirname, '../../../../docs/reference/codes.md'),
  'utf8',
);

describe('the texts of the timeline', () => {
  it('are those of the page of codes, and no other', () => {
    const rows = page
      .split('\n')
      .filter(line => line.startsWith('| `event.'))
      .map(line => line.split('|').map(cell => cell.trim()))
      .map(([, code, text]) => [code.slice('`event.'.length, -1), text]);
    expect(Object.fromEntries(rows)).toEqual(eventTexts);
  });
});

describe('a text of the timeline', () => {
  it('has its parameters in the English text', () => {
    expect(eventText('approval-given', { given: 1, quorum: 2 })).toEqual({
      code: 'event.approval-given',
      params: { given: 1, quorum: 2 },
      message: 'Approved, 1 of 2',
    });
  });

  it('has times in UTC in the English text, and as they are in the parameters', () => {
    const end = { time: '2026-11-23T12:00:00.000Z' };
    expect(eventText('lease-ends', { end })).toMatchObject({
      params: { end },
      message: 'The lease ends on Mon 23 Nov 2026, 12:00 UTC',
    });
  });

  it('contains a failure with its own code', () => {
    const failure = failureText({
      code: 'leftBehind',
      params: { items: '1 EBS volume' },
      developerMessage: 'The deletion left 1 EBS volume behind',
    });
    expect(eventText('creation-failed', { failure })).toEqual({
      code: 'event.creation-failed',
      params: {
        failure: {
          code: 'failure.leftBehind.message',
          params: { items: '1 EBS volume' },
          message: 'The deletion left 1 EBS volume behind.',
        },
      },
      message: 'Creation failed. The deletion left 1 EBS volume behind.',
    });
  });

  it.each([
    ['because it is old', 'Retried: because it is old'],
    [undefined, 'Retried'],
    ['', 'Retried'],
  ])('has the reason %p of a person', (reason, message) => {
    expect(withReason(eventText('retried'), reason).message).toBe(message);
  });

  it('replaces no braces in what people wrote', () => {
    expect(withReason(eventText('retried'), '{event} $&').message).toBe(
      'Retried: {event} $&',
    );
  });

  it('is stored without what databases refuse, at every level', () => {
    const failure = { message: 'a\0b', params: { cause: 'c\0\uD800' } };
    expect(
      toStorableText({ message: '\0', params: { failure, attempt: 1 } }),
    ).toEqual({
      message: '',
      params: {
        failure: { message: 'ab', params: { cause: 'c\uFFFD' } },
        attempt: 1,
      },
    });
  });
});
