import { isEnvironmentName } from './environmentName';

describe('isEnvironmentName', () => {
  it.each(['a', 'shop-2', 'x'.repeat(30)])('takes %p', name => {
    expect(isEnvironmentName(name)).toBe(true);
  });

  it.each(['', '2shop', 'Shop', 'shop_2', 'shop-', 'a--b', 'x'.repeat(31)])(
    'refuses %p',
    name => {
      expect(isEnvironmentName(name)).toBe(false);
    },
  );
});
