import { ConfigSections } from './ConfigSections';

describe('ConfigSections', () => {
  it('holds the sections of modules', () => {
    const sections = new ConfigSections();
    const section = {
      id: 'namespaces',
      keys: ['cluster.name', 'teams[].name', 'names[]', 'prices.*'],
    };
    sections.add(section);
    expect(sections.all).toEqual([section]);
    expect(() => sections.add(section)).toThrow(
      'There is already a configuration section namespaces',
    );
  });

  it.each([
    ['Namespaces', ['a'], /^The id of a configuration section must be/],
    ['namespaces', [], /^The configuration section namespaces must have/],
    ['namespaces', ['a', 'b..c'], /must be a path .*, not "b\.\.c"$/],
    ['namespaces', ['*'], /, not "\*"$/],
  ])('refuses %s with %j', (id, keys, message) => {
    expect(() => new ConfigSections().add({ id, keys })).toThrow(message);
  });
});
