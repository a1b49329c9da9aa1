import { manualTimer } from '../../__testUtils__/manualTimer';
import { testProvisioner } from '../../__testUtils__/testOperationTypes';
import { testProvisioners } from '../../__testUtils__/testProvisioners';
import type { PlanContext, PlanInput, PlannedEnvironment } from './types';
import { VerifyingPlanner } from './VerifyingPlanner';

const planned = {
  plan: { outcome: 'acceptable', findings: [] },
  build: { kind: 'planned', spec: 'spec', hourlyCost: 0, amounts: [] },
  resolved: {
    account: 'sandbox',
    region: 'eu-west-1',
    blueprint: { provisioner: 'eksctl' },
    clusterName: 'shop-1',
    environmentId: '01E',
  },
} as unknown as PlannedEnvironment;

const input = {} as PlanInput;
const context = { purpose: 'request' } as PlanContext;

it('warns that a provisioner did not verify the plan in time', async () => {
  const timer = manualTimer();
  const planner = new VerifyingPlanner({
    planner: { plan: async () => planned },
    provisioners: testProvisioners(
      [
        {
          ...testProvisioner({}),
          verify: () => {
            setImmediate(timer.expire);
            return new Promise(() => {});
          },
        },
      ],
      timer,
    ),
    installation: 'portal',
  });
  expect((await planner.plan(input, context)).plan).toMatchObject({
    outcome: 'acceptable',
    findings: [
      {
        severity: 'warning',
        code: 'not-verified',
        params: { provisioner: 'Test' },
        message:
          'Test could not check this plan against the outside world: Test did not answer within 120 seconds (verify)',
      },
    ],
  });
});
