import { t } from '../__testUtils__/english';
import { formatLocal } from './time';
import { translateEvent } from './translateEvent';

const failure = {
  code: 'failure.leftBehind.message',
  params: { items: '1 EBS volume' },
  message: 'English',
};

describe('a text of the timeline', () => {
  it('is translated with the failure in it', () => {
    const text = {
      code: 'event.attempt-failed',
      params: { attempt: 2, failure },
      message: 'English',
    };
    expect(translateEvent(text, t)).toBe(
      'Attempt 2 failed; retrying. The deletion left 1 EBS volume behind.',
    );
  });

  it('is translated in another text', () => {
    const text = {
      code: 'event.with-reason',
      params: {
        event: { code: 'event.approved', message: 'English' },
        reason: 'for the demo',
      },
      message: 'English',
    };
    expect(translateEvent(text, t)).toBe('Approved: for the demo');
  });

  it('has times in the zone of the reader', () => {
    const time = '2026-11-23T12:00:00.000Z';
    const text = {
      code: 'event.lease-ends',
      params: { end: { time } },
      message: 'English',
    };
    expect(translateEvent(text, t)).toBe(
      `The lease ends on ${formatLocal(time)}`,
    );
  });

  it('is in English if its code is missing or unknown', () => {
    const message = 'The namespace exists';
    expect(translateEvent({ message }, t)).toBe(message);
    expect(translateEvent({ code: 'event.ofAModule', message }, t)).toBe(
      message,
    );
  });

  it('contains the English text of a module in a translated one', () => {
    const text = {
      code: 'event.attempt-failed',
      params: { attempt: 1, failure: { message: 'The pod is missing.' } },
      message: 'English',
    };
    expect(translateEvent(text, t)).toBe(
      'Attempt 1 failed; retrying. The pod is missing.',
    );
  });
});
