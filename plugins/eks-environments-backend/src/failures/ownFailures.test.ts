import { ownFailure, ownFailures } from './ownFailures';

describe('ownFailures', () => {
  it.each(Object.entries(ownFailures))(
    'promise with %s no retry where none is scheduled',
    (_kind, { remedy }) => {
      expect(remedy).not.toMatch(/by itself|portal (?:tries|checks)/);
    },
  );
});

describe('ownFailure', () => {
  it('fills the sentences in, for both readers', () => {
    expect(
      ownFailure('leftBehind', {
        cause: 'EBS volume vol-1: in use',
        items: '1 EBS volume',
      }),
    ).toEqual({
      class: 'conflict',
      cause: 'EBS volume vol-1: in use',
      developerMessage: 'The deletion left 1 EBS volume behind.',
      operatorMessage: 'Not removed: 1 EBS volume.',
      remedy: ownFailures.leftBehind.remedy,
      whileRetrying: ownFailures.leftBehind.whileRetrying,
      retry: 'backoff',
    });
  });

  it('leaves what is filled in as it is, braces and all', () => {
    const reason = 'GET /readyz said {reason} and $& {cause}';
    expect(
      ownFailure('notUsable', { cause: reason, reason }).developerMessage,
    ).toBe(`The cluster was built but can't be used: ${reason}.`);
  });
});
