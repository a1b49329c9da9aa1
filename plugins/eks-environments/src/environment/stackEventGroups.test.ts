import type { StackEvent } from 'backstage-plugin-eks-environments-common';
import { stackEventGroups } from './stackEventGroups';

const event = (
  stack: string,
  resource: string,
  status: string,
): StackEvent => ({
  time: '2026-11-21T10:00:00.000Z',
  stack,
  resource,
  resourceType: 'AWS::EKS::Nodegroup',
  status,
});

describe('stackEventGroups', () => {
  it('groups by stack, with failures first in both', () => {
    const groups = stackEventGroups([
      event('cluster', 'ControlPlane', 'CREATE_COMPLETE'),
      event('nodes', 'Role', 'DELETE_COMPLETE'),
      event('nodes', 'NodeGroup', 'CREATE_FAILED'),
    ]);

    expect(
      groups.map(({ stack, hasFailed, events }) => [
        stack,
        hasFailed,
        events.map(({ resource }) => resource),
      ]),
    ).toEqual([
      ['nodes', true, ['NodeGroup', 'Role']],
      ['cluster', false, ['ControlPlane']],
    ]);
  });
});
