import { answerOrder } from './answerOrder';

describe('answerOrder', () => {
  it('answers what the work returns or throws', () => {
    const limit = 10_000;
    expect(answerOrder(limit, () => 3)).toEqual({ kind: 'done', value: 3 });
    expect(answerOrder(limit, () => undefined)).toEqual({
      kind: 'done',
      value: undefined,
    });
    expect(
      answerOrder(limit, () => {
        throw new TypeError('as told');
      }),
    ).toEqual({
      kind: 'failed',
      message: 'as told',
      stack: expect.any(String),
    });
  });

  it.each([
    [
      'loops',
      () => {
        for (;;);
      },
    ],
    ['patterns', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  ])('gives up %s by itself', (_, work) => {
    expect(answerOrder(100, work)).toEqual({ kind: 'exhausted' });
  });

  it('keeps back an answer that would take long to read', () => {
    const shared = 'x'.repeat(100_000);
    expect(answerOrder(10_000, () => Array(50).fill({ shared }))).toEqual({
      kind: 'exhausted',
    });
  });
});
