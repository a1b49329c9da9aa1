import { formatEntity, formatEntityName } from './formatEntity';

describe('formatEntityName and formatEntity', () => {
  it.each([
    ['group:default/team-shop', 'team-shop', 'group team-shop'],
    ['user:search/dana', 'search/dana', 'user search/dana'],
    ['Group:default/Team', 'Team', 'group Team'],
    ['plugin:scaffolder', 'scaffolder', 'plugin scaffolder'],
    ['everyone', 'everyone', 'everyone'],
    ['', '', ''],
  ])('call %s %s', (entityRef, name, withKind) => {
    expect(formatEntityName(entityRef)).toBe(name);
    expect(formatEntity(entityRef)).toBe(withKind);
  });
});
