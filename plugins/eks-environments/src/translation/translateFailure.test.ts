import { failureMessage, failureRemedy } from './translateFailure';
import type { Translate } from './useText';

/** Shows which key is translated, and with which parameters. */
const t = ((key: string, values?: object) =>
  `${key} ${JSON.stringify(values)}`) as Translate;

const failure = {
  code: 'leftBehind',
  params: { items: '1 EBS volume' },
  message: 'The deletion left 1 EBS volume behind.',
  remedy: 'Look at it.',
} as const;

describe('a failure', () => {
  it('is translated by its code, with the remedy for what follows', () => {
    const values = '{"items":"1 EBS volume"}';
    expect(failureMessage(failure, t)).toBe(
      `codes.failure.leftBehind.message ${values}`,
    );
    expect(failureRemedy({ ...failure, next: 'nothing' }, t)).toBe(
      `codes.failure.leftBehind.remedy ${values}`,
    );
    expect(failureRemedy({ ...failure, next: 'retry' }, t)).toBe(
      `codes.failure.leftBehind.whileRetrying ${values}`,
    );
  });

  it.each([undefined, 'ofAModule', 'constructor'])(
    'is shown in English with the code %s',
    code => {
      const other = { ...failure, code };
      expect(failureMessage(other, t)).toBe(failure.message);
      expect(failureRemedy(other, t)).toBe(failure.remedy);
    },
  );
});
