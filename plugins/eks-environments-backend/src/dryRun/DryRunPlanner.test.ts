import type {
  Plan,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { PlannedRequest } from '../requests/RequestPlanner';
import type { Person } from '../service/callers';
import { DryRunPlanner } from './DryRunPlanner';
import type { DryRunRequest, DryRunVerdict } from './types';

const planned = {
  resolved: {
    account: 'sandbox',
    region: 'eu-west-1',
    clusterName: 'shop-1',
    environmentId: '01ARZ',
  },
  plan: { outcome: 'acceptable', findings: [] as Plan['findings'] },
  config: 'name: shop-1',
} as PlannedRequest;

const input: RequestInput = {
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

function refused(failureClass: 'user' | 'permission'): DryRunVerdict {
  return {
    kind: 'refused',
    failure: {
      class: failureClass,
      cause: 'none of the provided AZs "" support instance type m99.huge',
      developerMessage: 'The request cannot work like this.',
      operatorMessage: 'The config is wrong.',
      remedy: 'Change the values.',
      retry: 'never',
    },
  };
}

describe('DryRunPlanner', () => {
  it('adds nothing to a plan that eksctl accepts', async () => {
    const result = await plan({ verdict: { kind: 'accepted' } });
    expect(result.plan).toEqual(planned.plan);
    expect(result.asked).toEqual([
      {
        config: 'name: shop-1',
        account: 'sandbox',
        region: 'eu-west-1',
        names: ['shop-1', '01ARZ'],
      },
    ]);
  });

  it('refuses what eksctl refuses, in the words of both', async () => {
    const { plan: checked } = await plan({ verdict: refused('user') });
    expect(checked).toMatchObject({
      outcome: 'refused',
      findings: [
        {
          severity: 'error',
          message:
            'The request cannot work like this. eksctl says: none of the provided AZs "" support instance type m99.huge',
        },
      ],
    });
  });

  it('only warns of what is not wrong with the request', async () => {
    const { plan: checked } = await plan({ verdict: refused('permission') });
    expect(checked).toMatchObject({
      outcome: 'acceptable',
      findings: [{ severity: 'warning' }],
    });
  });

  it('notes that eksctl did not answer in time', async () => {
    const { plan: checked } = await plan({
      verdict: { kind: 'unchecked', reason: 'It took too long.' },
    });
    expect(checked).toMatchObject({
      outcome: 'acceptable',
      findings: [
        {
          severity: 'info',
          message: 'eksctl could not check this beforehand. It took too long.',
        },
      ],
    });
  });

  it('does not wait for eksctl beside a form', async () => {
    const { plan: unknown } = await plan({ waits: false });
    expect(unknown).toEqual(planned.plan);
    const { plan: known } = await plan({
      waits: false,
      verdict: refused('user'),
    });
    expect(known.outcome).toBe('refused');
  });

  it('does not bother eksctl with what is refused already', async () => {
    const { asked } = await plan({
      planned: { ...planned, plan: { ...planned.plan, outcome: 'refused' } },
    });
    expect(asked).toEqual([]);
  });
});
