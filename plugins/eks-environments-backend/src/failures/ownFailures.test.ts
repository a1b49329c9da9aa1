import { ownFailures } from './ownFailures';

describe('ownFailures', () => {
  it.each(Object.entries(ownFailures))(
    'promise with %s no retry where none is scheduled',
    (_kind, { remedy }) => {
      expect(remedy).not.toMatch(/by itself|portal (?:tries|checks)/);
    },
  );
});
