import { unforeseenFailure } from './unforeseenFailure';

describe('unforeseenFailure', () => {
  it('is retried, and keeps the text of the error', () => {
    expect(unforeseenFailure(new TypeError('x is undefined'))).toMatchObject({
      class: 'unknown',
      retry: 'backoff',
      cause: 'TypeError: x is undefined',
    });
  });

  it('has no secrets in its cause', () => {
    const { cause } = unforeseenFailure(
      new Error('refused AKIAIOSFODNN7EXAMPLE'),
    );
    expect(cause).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });
});
