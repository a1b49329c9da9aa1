import type { SweepEvidence } from 'backstage-plugin-eks-environments-node';
import { sweepKinds } from 'backstage-plugin-eksctl-node';
import { presentSweep } from './presentSweep';

const place = { region: 'eu-west-1' };

describe('presentSweep', () => {
  const stored = {
    startedAt: '2026-11-21T10:00:00.000Z',
    finishedAt: '2026-11-21T10:00:05.000Z',
    searchedKinds: ['volume', 'vpc', 'log-group'],
    incomplete: [{ kind: 'iam-role', reason: 'AccessDenied: no' }],
    items: [
      {
        kind: 'volume',
        id: 'vol-1',
        proof: 'tag kubernetes.io/cluster/demo-x7=owned',
        outcome: 'removed' as const,
      },
      {
        kind: 'vpc',
        id: 'vpc-1',
        proof: 'tag alpha.eksctl.io/cluster-name=demo-x7',
        outcome: 'remaining' as const,
        reason: 'It is in use',
        heldBy: [{ kind: 'network-interface', id: 'eni-1', name: 'RDS' }],
      },
    ],
  };

  it('says in plain words and numbers what was looked for', () => {
    const { kinds } = presentSweep(stored, place);
    expect(
      kinds.map(({ label, billed, found, removed, problem }) => [
        label,
        billed,
        found,
        removed,
        problem,
      ]),
    ).toEqual([
      ['EBS volumes', true, 1, 1, undefined],
      ['networks (VPCs)', false, 1, 0, undefined],
      ['log groups', true, 0, 0, undefined],
      ['IAM roles', false, 0, 0, 'AccessDenied: no'],
    ]);
  });

  it('leads to the console for what is left and for what keeps it', () => {
    const [removed, left] = presentSweep(stored, place).items;
    expect(removed.consoleUrl).toBeUndefined();
    expect(left).toMatchObject({
      label: 'network (VPC)',
      consoleUrl:
        'https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#VpcDetails:VpcId=vpc-1',
      heldBy: [
        {
          label: 'network interface',
          consoleUrl:
            'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#NetworkInterface:networkInterfaceId=eni-1',
        },
      ],
    });
  });

  it.each([
    ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com/'],
    ['cn-north-1', 'https://console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
  ])('has a page in %s for every kind that has one', (region, address) => {
    const items = sweepKinds.map(({ kind }) => ({
      kind,
      id: 'a/b c',
      proof: 'tag',
      outcome: 'failed' as const,
    }));
    const urls = presentSweep({ ...stored, items } as SweepEvidence, {
      region,
    }).items.map(({ consoleUrl }) => consoleUrl);
    const regional = urls.filter(url => url?.startsWith(address));
    const global = urls.filter(url => url?.includes('/iam/home#/'));
    const without = items.filter((_, index) => urls[index] === undefined);
    expect(without.map(({ kind }) => kind).sort()).toEqual([
      'dns-firewall-association',
      'instance-profile',
      'query-log-association',
      'resolver-rule-association',
    ]);
    expect(new Set([...regional, ...global]).size).toBe(
      urls.length - without.length,
    );
    expect(urls.join()).not.toContain(' ');
  });

  it('shows what an earlier version called otherwise under that name', () => {
    expect(
      presentSweep(
        {
          ...stored,
          searchedKinds: ['widget'],
          incomplete: [],
        } as SweepEvidence,
        place,
      ).kinds,
    ).toMatchObject([{ label: 'widgets', billed: false }]);
  });
});
