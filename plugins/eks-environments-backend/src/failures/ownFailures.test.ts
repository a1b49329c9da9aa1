import { ownFailure, ownFailures } from './ownFailures';

describe('ownFailures', () => {
  it.each(Object.entries(ownFailures))(
    'promise with %s no retry where none is scheduled',
    (_kind, { remedy }) => {
      expect(remedy).not.toMatch(/automatically|portal (?:retries|checks)/);
    },
  );
});

describe('ownFailure', () => {
  it('has as parameters only what everybody may read', () => {
    const { developerMessage, operatorMessage, params } = ownFailure(
      'notSettled',
      { cause: 'x', reason: 'SQLITE_BUSY' },
    );
    expect(operatorMessage).toContain('SQLITE_BUSY');
    expect(developerMessage).not.toContain('SQLITE_BUSY');
    expect(params).toEqual({});
  });
});
