import { t } from '../__testUtils__/english';
import type { QuotaUnit } from 'backstage-plugin-eks-environments-common';
import { limitEffect } from './limitEffect';

const environments: QuotaUnit = {
  kind: 'count',
  one: 'environment',
  other: 'environments',
};
const dollars: QuotaUnit = {
  kind: 'dollarsPerHour',
  one: 'dollar per hour',
  other: 'dollars per hour',
};

describe('limitEffect', () => {
  it('says what is left', () => {
    expect(
      limitEffect(
        { dimension: 'environments', unit: environments, used: 1, reserved: 1 },
        5,
        t,
      ),
    ).toEqual({ kind: 'room', message: '2 of 5 used, 3 left.' });
  });

  it('says that a full quota lets nothing new in', () => {
    expect(
      limitEffect(
        { dimension: 'environments', unit: environments, used: 2, reserved: 0 },
        2,
        t,
      ),
    ).toEqual({
      kind: 'full',
      message: '2 of 2 used. No new environments until something is deleted.',
    });
  });

  it('says how much is over a limit below what is taken, and that it stays', () => {
    expect(
      limitEffect(
        { dimension: 'environments', unit: environments, used: 2, reserved: 1 },
        2,
        t,
      ),
    ).toEqual({
      kind: 'below',
      message:
        '3 of 2 used. No new environments until 2 are deleted; existing ones stay.',
    });
  });

  it('speaks of money where the limit is one of money', () => {
    expect(
      limitEffect(
        { dimension: 'hourlyCost', unit: dollars, used: 1.25, reserved: 0 },
        3,
        t,
      ).message,
    ).toBe('$1.25/h of $3.00/h used, $1.75/h left.');
  });
});
