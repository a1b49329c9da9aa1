import { valueDifferences } from './valueDifferences';

describe('valueDifferences', () => {
  it('finds nothing where the defaults were kept', () => {
    expect(
      valueDifferences(
        { nodes: { minimum: 1, maximum: 2 }, zones: ['a', 'b'] },
        { zones: ['a', 'b'], nodes: { maximum: 2, minimum: 1 } },
      ),
    ).toEqual([]);
  });

  it('finds what was changed and added, also deep inside', () => {
    expect(
      valueDifferences(
        { nodes: { maximum: 9 }, spot: true, zones: ['a', 'b'] },
        { nodes: { minimum: 1, maximum: 2 }, zones: ['a'] },
      ),
    ).toEqual([
      { path: 'nodes.maximum', value: 9, defaultValue: 2 },
      { path: 'spot', value: true, defaultValue: undefined },
      { path: 'zones', value: ['a', 'b'], defaultValue: ['a'] },
    ]);
  });

  it('shows every value of a blueprint without defaults', () => {
    expect(valueDifferences({ nodes: 3 })).toEqual([
      { path: 'nodes', value: 3, defaultValue: undefined },
    ]);
  });
});
