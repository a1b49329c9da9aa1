import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';
import { resourceEventGroups } from './resourceEventGroups';

const event = (
  part: string,
  resource: string,
  status: string,
): ResourceEvent => ({
  time: '2026-11-21T10:00:00.000Z',
  part,
  resource,
  resourceType: 'AWS::EKS::Nodegroup',
  status,
});

describe('resourceEventGroups', () => {
  it('groups by part, with failures first in both', () => {
    const groups = resourceEventGroups([
      event('cluster', 'ControlPlane', 'CREATE_COMPLETE'),
      event('nodes', 'Role', 'DELETE_COMPLETE'),
      event('nodes', 'NodeGroup', 'CREATE_FAILED'),
    ]);

    expect(
      groups.map(({ part, hasFailed, events }) => [
        part,
        hasFailed,
        events.map(({ resource }) => resource),
      ]),
    ).toEqual([
      ['nodes', true, ['NodeGroup', 'Role']],
      ['cluster', false, ['ControlPlane']],
    ]);
  });
});
