import { closestTo } from './closestTo';

describe('closestTo', () => {
  it.each([
    ['swapped letters', 'form', ['to', 'from'], 'from'],
    ['a missing letter', 'lease', ['approvals', 'leases'], 'leases'],
    ['another case', 'MAXIMUMTOTAL', ['maximumTotal'], 'maximumTotal'],
    ['the nearest of several', 'nodess', ['modes', 'nodes'], 'nodes'],
    [
      'a third of a long word',
      'managdNodGrops',
      ['managedNodeGroups'],
      'managedNodeGroups',
    ],
    ['one edit in a short word', 'ids', ['id'], 'id'],
  ])('finds %s', (_, word, candidates, closest) => {
    expect(closestTo(word, candidates)).toBe(closest);
  });

  it.each([
    ['another word', 'team', ['everyone', 'group', 'user']],
    ['two edits in a short word', 'cat', ['dot']],
    ['more than a third of a long word', 'completely', ['comparison']],
    ['no candidates', 'word', []],
  ])('does not take %s', (_, word, candidates) => {
    expect(closestTo(word, candidates)).toBeUndefined();
  });

  it('takes no text for a name', () => {
    const text = 'x'.repeat(101);
    expect(closestTo(text, [text])).toBeUndefined();
  });
});
