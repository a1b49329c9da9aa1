import {
  defaultListState,
  readListState,
  toQuery,
  writeListState,
  type ListState,
} from './listState';

const narrowed: ListState = {
  scope: 'all',
  view: 'timeline',
  text: 'shop & co',
  states: ['Ready', 'Queued'],
  leasePhase: 'grace',
  blueprint: 'team-cluster',
  region: 'us-east-1',
  ended: true,
  sort: { field: 'expiresAt', direction: 'asc' },
  offset: 40,
  pageSize: 50,
};

describe('listState', () => {
  it('writes nothing into the URL for what is usual', () => {
    expect(writeListState(defaultListState).toString()).toBe('');
    expect(readListState(new URLSearchParams())).toEqual(defaultListState);
  });

  it('reads from a shared link what was written into it', () => {
    const link = writeListState(narrowed).toString();
    expect(readListState(new URLSearchParams(link))).toEqual(narrowed);
  });

  it.each([
    ['scope=everyone', { scope: 'teams' }],
    ['state=Ready,Burning', { states: ['Ready'] }],
    ['state=constructor', { states: [] }],
    ['leasePhase=constructor', { leasePhase: undefined }],
    ['sort=password,desc', { sort: defaultListState.sort }],
    ['sort=name,sideways', { sort: { field: 'name', direction: 'asc' } }],
    ['offset=-20', { offset: 0 }],
    ['pageSize=1000000', { pageSize: 20 }],
  ])('makes the best of %s', (link, expected) => {
    expect(readListState(new URLSearchParams(link))).toMatchObject(expected);
  });

  it('asks the API for one page, filtered and sorted there', () => {
    expect(toQuery(narrowed)).toEqual({
      scope: 'all',
      text: 'shop & co',
      state: ['Ready', 'Queued'],
      leasePhase: ['grace'],
      blueprint: 'team-cluster',
      region: 'us-east-1',
      ended: true,
      orderBy: 'expiresAt,asc',
      offset: 40,
      limit: 50,
    });
  });
});
