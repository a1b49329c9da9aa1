import { parseOwnerRef } from './ownerRef';

describe('parseOwnerRef', () => {
  it.each([
    ['team-shop', 'group:default/team-shop'],
    ['user:dana', 'user:default/dana'],
    ['Group:Default/Team-Shop', 'group:default/team-shop'],
    ['user:default/dana@example.com', 'user:default/dana@example.com'],
  ])('reads %s', (text, entityRef) => {
    expect(parseOwnerRef(text)).toBe(entityRef);
  });

  it.each([
    '',
    ':',
    'component:default/x',
    'group:default/a\ud800',
    'group:default/\udc00b',
    'group:default/te\tam',
    'group:default/te am',
    'group:default/team\n',
    'group:default/te\u0000am',
    'group:default/te\u2028am',
    'group:de\tfault/team',
    'group:default/a/b',
    'group:a:b',
    `group:default/${'a'.repeat(3_000)}`,
  ])('refuses %j', text => {
    expect(parseOwnerRef(text)).toBeUndefined();
  });
});
