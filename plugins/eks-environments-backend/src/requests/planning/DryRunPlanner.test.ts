import type {
  Plan,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { PlannedRequest } from '../RequestPlanner';
import type { Person } from '../../access/callers';
import { DryRunPlanner } from './DryRunPlanner';
import type { DryRunRequest, DryRunVerdict } from '../../dryRun/types';

const planned = {
  resolved: {
    account: 'sandbox',
    region: 'eu-west-1',
    clusterName: 'shop-1',
    environmentId: '01ARZ',
    blueprint: { raw: true },
  },
  plan: { outcome: 'acceptable', findings: [] as Plan['findings'] },
  config: 'name: shop-1',
} as PlannedRequest;

const input: RequestInput = {
  type: 'create',
  blueprint: 'sandbox',
  name: 'shop',
  owner: 'group:default/team-shop',
  values: {},
};
const dana = { entityRef: 'user:default/dana' } as Person;

function plan(options: {
  planned?: PlannedRequest;
  verdict?: DryRunVerdict;
  waits?: boolean;
}) {
  const { verdict, waits = true } = options;
  const asked: DryRunRequest[] = [];
  const planner = new DryRunPlanner({
    planner: { plan: async () => options.planned ?? planned },
    dryRun: {
      peek: request => {
        asked.push(request);
        return verdict;
      },
      check: async request => {
        asked.push(request);
        return verdict ?? { kind: 'accepted' };
      },
    },
    waits,
  });
  return planner.plan(input, dana).then(result => ({ ...result, asked }));
}

const refused: DryRunVerdict = {
  kind: 'refused',
  sentence:
    'nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
  path: 'nodeGroups[0].volumeEncrypted',
};

describe('DryRunPlanner', () => {
  it('says that eksctl accepts the config', async () => {
    const result = await plan({ verdict: { kind: 'accepted' } });
    expect(result.plan).toEqual({ ...planned.plan, dryRun: 'accepted' });
    expect(result.asked).toEqual([
      {
        config: 'name: shop-1',
        account: 'sandbox',
        region: 'eu-west-1',
        names: ['shop-1', '01ARZ'],
      },
    ]);
  });

  it('refuses what eksctl refuses, with its sentence and field', async () => {
    const { plan: checked } = await plan({ verdict: refused });
    expect(checked).toMatchObject({
      outcome: 'refused',
      dryRun: 'refused',
      findings: [
        {
          severity: 'error',
          code: 'dry-run',
          field: 'values.config',
          path: 'nodeGroups[0].volumeEncrypted',
          message:
            'eksctl refuses this config: nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
        },
      ],
    });
  });

  it('only warns where the check could not be made', async () => {
    const { plan: checked } = await plan({
      verdict: { kind: 'unchecked', reason: 'AWS was not reached' },
    });
    expect(checked).toMatchObject({
      outcome: 'acceptable',
      dryRun: 'unchecked',
      findings: [
        {
          severity: 'warning',
          code: 'dry-run',
          message:
            'eksctl could not check this config. AWS was not reached. It is checked again before the cluster is created.',
        },
      ],
    });
  });

  it('does not wait for eksctl beside a form, and says that it is asked', async () => {
    const { plan: unknown } = await plan({ waits: false });
    expect(unknown).toEqual({ ...planned.plan, dryRun: 'pending' });
    const { plan: known } = await plan({ waits: false, verdict: refused });
    expect(known.outcome).toBe('refused');
  });

  it('does not ask eksctl about what is refused already', async () => {
    const { plan: checked, asked } = await plan({
      planned: { ...planned, plan: { ...planned.plan, outcome: 'refused' } },
    });
    expect(asked).toEqual([]);
    expect(checked.dryRun).toBeUndefined();
  });
});
