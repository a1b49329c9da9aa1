import { AWAKE_SIZE, formatSize, parseSize, taggedSize } from './awakeSize';

describe('the size in the tag of a hibernated node group', () => {
  it('is read as it was written', () => {
    const size = { min: 1, desired: 2, max: 40 };
    expect(taggedSize({ tags: { [AWAKE_SIZE]: formatSize(size) } })).toEqual(
      size,
    );
    expect(taggedSize({ tags: {} })).toBeUndefined();
  });

  it.each(['', '1', '1/2', '1/2/x', '3/2/4', '1/5/4', '0/0/0', '1/2/3/4'])(
    'is none where somebody changed it to %p',
    text => {
      expect(parseSize(text)).toBeUndefined();
    },
  );
});
