import { roleOf } from './stackNames';
import { planResume } from './planResume';
import { ClusterStack } from './types';

const ownership = { key: 'eks-environments.io/environment-id', value: '01H' };
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

const plan = (...stacks: ClusterStack[]) => planResume({ stacks, ownership });

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
    ).toEqual({
      kind: 'finish',
      clear: ['eksctl-demo-nodegroup-a'],
      busy: ['eksctl-demo-nodegroup-b'],
    });
  });

  it.each([
    'nodegroup-a',
    'addon-aws-ebs-csi-driver-podidentityrole-ebs-csi-controller-sa',
    'addon-iamserviceaccount-default-shop',
    'podidentityrole-default-shop',
    'accessentry-ABC',
    'fargate',
  ])('treats the stack %s as its state says', suffix => {
    const cluster = stack('cluster', 'CREATE_COMPLETE');
    const name = `eksctl-demo-${suffix}`;
    for (const status of [
      'ROLLBACK_COMPLETE',
      'ROLLBACK_FAILED',
      'CREATE_FAILED',
      'DELETE_FAILED',
    ]) {
      expect(plan(cluster, stack(suffix, status))).toEqual({
        kind: 'finish',
        clear: [name],
        busy: [],
      });
    }
    for (const status of [
      'CREATE_IN_PROGRESS',
      'ROLLBACK_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
    ]) {
      expect(plan(cluster, stack(suffix, status))).toEqual({
        kind: 'finish',
        clear: [],
        busy: [name],
      });
    }
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
