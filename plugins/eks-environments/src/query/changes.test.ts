import { staleKeys, type Change } from './changes';
import { queryKeys } from './queryKeys';

const { quotas, requestLists, environmentLists, usages, dueDeletions } =
  queryKeys;

describe('staleKeys', () => {
  it.each<[Change, readonly (readonly unknown[])[]]>([
    [{ of: 'fleet' }, [queryKeys.fleet()]],
    [{ of: 'quotas' }, [quotas(), queryKeys.plans()]],
    [
      { of: 'queue' },
      [
        queryKeys.pauses(),
        queryKeys.breakers(),
        queryKeys.environments(),
        environmentLists(),
      ],
    ],
    [
      { of: 'request', id: 'r1', environmentId: 'e1' },
      [
        queryKeys.request('r1'),
        requestLists(),
        environmentLists(),
        usages(),
        quotas(),
        dueDeletions(),
        queryKeys.environment('e1'),
      ],
    ],
  ])('names what %p makes stale', (change, keys) => {
    expect(staleKeys(change)).toEqual(keys);
  });
});
