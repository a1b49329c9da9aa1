import { limitEffect } from './limitEffect';

describe('limitEffect', () => {
  it('says what is left', () => {
    expect(
      limitEffect({ dimension: 'environments', used: 1, reserved: 1 }, 5),
    ).toEqual({ kind: 'room', message: '2 of 5 taken: 3 left.' });
  });

  it('says that a full quota lets nothing new in', () => {
    expect(
      limitEffect({ dimension: 'environments', used: 2, reserved: 0 }, 2),
    ).toEqual({
      kind: 'full',
      message: '2 of 2 taken: nothing new until something is given back.',
    });
  });

  it('says how much is over a limit below what is taken, and that it stays', () => {
    expect(
      limitEffect({ dimension: 'environments', used: 2, reserved: 1 }, 2),
    ).toEqual({
      kind: 'below',
      message:
        '3 of 2 taken: nothing new until 2 are given back. What stands now stays.',
    });
  });

  it('speaks of money where the limit is one of money', () => {
    expect(
      limitEffect({ dimension: 'hourlyCost', used: 1.25, reserved: 0 }, 3)
        .message,
    ).toBe('$1.25/h of $3.00/h taken: $1.75/h left.');
  });
});
