import { recordedVerdicts } from './recordedVerdicts';
import { refusalOf } from '.';

describe('refusalOf', () => {
  it.each(recordedVerdicts)(
    'says what eksctl says: $name',
    ({ config, refusal }) => {
      expect(refusalOf(config)).toBe(refusal);
    },
  );
});
