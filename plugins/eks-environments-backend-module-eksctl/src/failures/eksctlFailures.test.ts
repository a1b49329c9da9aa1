import { eksctlFailure, eksctlFailures } from './eksctlFailures';

describe('eksctlFailures', () => {
  it.each(Object.entries(eksctlFailures))(
    'promise with %s no retry where none is scheduled',
    (_kind, { remedy }) => {
      expect(remedy).not.toMatch(/automatically|portal (?:retries|checks)/);
    },
  );
});

describe('eksctlFailure', () => {
  it('fills the sentences in, for both readers', () => {
    expect(
      eksctlFailure('leftBehind', {
        cause: 'EBS volume vol-1: in use',
        items: '1 EBS volume',
      }),
    ).toEqual({
      code: 'leftBehind',
      params: { items: '1 EBS volume' },
      class: 'conflict',
      cause: 'EBS volume vol-1: in use',
      developerMessage: 'The deletion left 1 EBS volume behind.',
      operatorMessage: 'Not removed: 1 EBS volume.',
      remedy: eksctlFailures.leftBehind.remedy,
      whileRetrying: eksctlFailures.leftBehind.whileRetrying,
      retry: 'backoff',
    });
  });

  it('leaves what is filled in as it is, braces and all', () => {
    const reason = 'GET /readyz said {reason} and $& {cause}';
    expect(
      eksctlFailure('notUsable', { cause: reason, reason }).developerMessage,
    ).toBe(`The cluster was created but cannot be used: ${reason}.`);
  });
});
