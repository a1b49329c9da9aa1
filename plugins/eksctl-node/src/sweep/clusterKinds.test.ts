import { fakeClients } from '../__fixtures__/fakeClients';
import { isClean, sweepCluster } from './sweepCluster';

const target = {
  clusterName: 'demo-x7',
  region: 'eu-west-1',
  ownership: { key: 'eks-environments.io/environment-id', value: '01H' },
  manager: { key: 'eks-environments.io/installation', value: 'portal' },
};

/** AWS with one stack of the cluster. */
function withStack(tags: Record<string, string>) {
  const Tags = Object.entries({
    'alpha.eksctl.io/cluster-name': 'demo-x7',
    ...tags,
  }).map(([Key, Value]) => ({ Key, Value }));
  return fakeClients({
    ListStacks: () => ({
      StackSummaries: [
        { StackId: 'arn:1', StackName: 'eksctl-demo-x7-cluster' },
      ],
    }),
    DescribeStacks: () => ({
      Stacks: [
        {
          StackId: 'arn:1',
          StackName: 'eksctl-demo-x7-cluster',
          StackStatus: 'CREATE_COMPLETE',
          Tags,
        },
      ],
    }),
  });
}

describe('the sweep of stacks', () => {
  it('leaves a stack of another environment of this portal alone, and calls nothing gone', async () => {
    const { clients, calls } = withStack({
      'eks-environments.io/environment-id': '01J',
      'eks-environments.io/installation': 'portal',
    });
    const report = await sweepCluster({ ...target, clients, mode: 'remove' });
    expect(report.items).toEqual([
      {
        kind: 'stack',
        id: 'eksctl-demo-x7-cluster',
        proof: 'tag eks-environments.io/installation=portal',
        outcome: 'remaining',
        reason: 'Its tag eks-environments.io/environment-id is 01J',
      },
    ]);
    expect(isClean({ ...report, incomplete: [] })).toBe(false);
    expect(calls.map(({ command }) => command)).not.toContain('DeleteStack');
  });

  it('removes a stack by its id, as its name may have passed to another', async () => {
    const { clients, calls } = withStack({});
    const { items } = await sweepCluster({
      ...target,
      clients,
      mode: 'remove',
    });
    expect(items).toMatchObject([
      { id: 'eksctl-demo-x7-cluster', outcome: 'removed' },
    ]);
    expect(calls).toContainEqual({
      command: 'DeleteStack',
      input: { StackName: 'arn:1' },
    });
  });

  it('passes over a stack of another portal', async () => {
    const { clients } = withStack({
      'eks-environments.io/environment-id': '01J',
      'eks-environments.io/installation': 'another',
    });
    const { items } = await sweepCluster({ ...target, clients, mode: 'find' });
    expect(items).toEqual([]);
  });
});
