import { finishClusterConfig } from '../config/finishClusterConfig';
import { roleOf } from './stackNames';
import { planResume } from './planResume';
import { ClusterStack } from './types';

const ownership = { key: 'eks-environments.io/environment-id', value: '01H' };
const config = finishClusterConfig(
  {
    iam: { withOIDC: true },
    managedNodeGroups: [{ name: 'workers' }],
  },
  {
    clusterName: 'demo',
    region: 'eu-west-1',
    tags: { [ownership.key]: ownership.value },
    accessEntries: [{ principalArn: 'arn:aws:iam::111122223333:role/Dev' }],
  },
);

function stack(suffix: string, status: string, owner = '01H'): ClusterStack {
  const name = `eksctl-demo-${suffix}`;
  return {
    name,
    id: `arn:${name}`,
    role: roleOf(name, 'demo'),
    status,
    tags: { [ownership.key]: owner },
    terminationProtection: true,
    resources: [],
  };
}

const plan = (...stacks: ClusterStack[]) =>
  planResume({ stacks, config, ownership });

describe('planResume', () => {
  it('creates when nothing is there', () => {
    expect(plan()).toEqual({ kind: 'create' });
  });

  it('starts nothing beside a creation that runs', () => {
    expect(plan(stack('cluster', 'CREATE_IN_PROGRESS'))).toEqual({
      kind: 'adoptAndWait',
      stack: 'eksctl-demo-cluster',
    });
  });

  it.each(['ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS'])(
    'waits for the end of %s',
    status => {
      expect(plan(stack('cluster', status))).toEqual({
        kind: 'wait',
        stacks: ['eksctl-demo-cluster'],
      });
    },
  );

  it.each([
    'ROLLBACK_COMPLETE',
    'ROLLBACK_FAILED',
    'CREATE_FAILED',
    'DELETE_FAILED',
  ])('clears after %s, the cluster stack last', status => {
    expect(
      plan(stack('cluster', status), stack('nodegroup-a', 'CREATE_COMPLETE')),
    ).toEqual({
      kind: 'clearThenCreate',
      stacks: ['eksctl-demo-nodegroup-a', 'eksctl-demo-cluster'],
    });
  });

  it('clears what stands there without a cluster stack, and waits for its deletion', () => {
    expect(plan(stack('nodegroup-a', 'DELETE_FAILED'))).toEqual({
      kind: 'clearThenCreate',
      stacks: ['eksctl-demo-nodegroup-a'],
    });
    expect(plan(stack('nodegroup-a', 'DELETE_IN_PROGRESS'))).toEqual({
      kind: 'wait',
      stacks: ['eksctl-demo-nodegroup-a'],
    });
  });

  it('finishes a complete cluster stack, after the node group that rolled back is cleared', () => {
    expect(
      plan(
        stack('cluster', 'CREATE_COMPLETE'),
        stack('nodegroup-a', 'ROLLBACK_COMPLETE'),
        stack('nodegroup-b', 'CREATE_IN_PROGRESS'),
        stack('addon-vpc-cni-podidentityrole-aws-node', 'CREATE_COMPLETE'),
      ),
    ).toMatchObject({
      kind: 'finish',
      clear: ['eksctl-demo-nodegroup-a'],
      busy: ['eksctl-demo-nodegroup-b'],
      steps: [
        { name: 'accessEntries', optional: false },
        { name: 'oidcProvider', optional: false },
        { name: 'addons', optional: true },
        { name: 'nodeGroups', optional: false },
        { name: 'addons', optional: false },
      ],
    });
  });

  it('does not touch what is not ours', () => {
    expect(plan(stack('cluster', 'ROLLBACK_COMPLETE', 'other'))).toMatchObject({
      kind: 'foreign',
      stack: 'eksctl-demo-cluster',
    });
    expect(plan(stack('nodegroup-a', 'CREATE_COMPLETE', ''))).toMatchObject({
      kind: 'foreign',
    });
  });
});
