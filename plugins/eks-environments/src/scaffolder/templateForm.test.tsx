import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Blueprint,
  Plan,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import { examplePlan } from '../__testUtils__/exampleRequests';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { LeaseField } from './lease/LeaseField';
import { validateLease } from './lease/leaseFormField';
import { PlanField } from './plan/PlanField';
import { validatePlan } from './plan/validatePlan';

// The form of a template as the catalog module creates it from a blueprint.
const manifest = {
  title: 'Team cluster',
  steps: [
    {
      title: 'Environment',
      schema: {
        required: ['name', 'owner'],
        properties: {
          name: { title: 'Name', type: 'string' },
          owner: { title: 'Owner', type: 'string' },
        },
      },
    },
    {
      title: 'Lease and plan',
      schema: {
        properties: {
          values: {
            type: 'object',
            properties: { nodes: { type: 'integer', title: 'Worker nodes' } },
          },
          lease: {
            type: 'string',
            title: 'Lease',
            'ui:backstage': { review: { show: false } },
            'ui:field': 'EksEnvironmentLease',
            'ui:options': { default: 'P2D', maximum: 'P7D' },
          },
          plan: {
            type: 'object',
            title: 'Plan',
            properties: {
              lease: { title: 'Lease', type: 'string' },
              cost: { title: 'Cost', type: 'string' },
              approval: { title: 'Approval', type: 'string' },
            },
            'ui:field': 'EksEnvironmentPlan',
            'ui:options': { blueprint: 'team-cluster', version: 1 },
          },
        },
      },
    },
  ],
};

const extensions = [
  {
    name: 'EksEnvironmentPlan',
    component: PlanField,
    validation: validatePlan,
  },
  {
    name: 'EksEnvironmentLease',
    component: LeaseField,
    validation: validateLease,
  },
];

const refusal = examplePlan({
  outcome: 'refused',
  findings: [
    {
      severity: 'error',
      code: 'values',
      field: 'values.nodes',
      message: 'at most 9 nodes',
    },
  ],
});

type CreatePlan = (
  input: RequestInput,
  options?: { signal?: AbortSignal },
) => Promise<Plan>;

function valuesOf(input: Parameters<CreatePlan>[0]): { nodes?: number } {
  return 'values' in input && input.values ? input.values : {};
}

function renderForm(
  createPlan: CreatePlan,
  initialState: Record<string, string> = {
    name: 'checkout',
    owner: 'group:default/team-shop',
  },
) {
  const onCreate = jest.fn();
  const blueprint = {
    parameters: manifest.steps[1].schema.properties.values,
  } as unknown as Blueprint;
  renderWithApi(
    <Stepper
      manifest={manifest}
      extensions={extensions}
      initialState={initialState}
      onCreate={onCreate}
    />,
    { api: { createPlan, getBlueprint: async () => blueprint } },
  );
  return { onCreate };
}

const goToPlan = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Next' }));

describe('a template with a plan', () => {
  it('plans the values of all steps, with the usual lease chosen', async () => {
    const createPlan = jest.fn<Promise<Plan>, Parameters<CreatePlan>>(
      async () => examplePlan(),
    );
    renderForm(createPlan);
    await goToPlan();

    expect(await screen.findByText('$0.43/h')).toBeInTheDocument();
    await waitFor(() =>
      expect(createPlan).toHaveBeenLastCalledWith(
        {
          type: 'create',
          blueprint: 'team-cluster',
          version: 1,
          name: 'checkout',
          owner: 'group:default/team-shop',
          lease: 'P2D',
          values: {},
        },
        { signal: expect.any(AbortSignal) },
      ),
    );
  });

  it('follows the form after a pause, aborts what is stale and keeps the old plan until then', async () => {
    const signals: AbortSignal[] = [];
    let answer: (plan: Plan) => void = () => {};
    const createPlan = jest.fn<Promise<Plan>, Parameters<CreatePlan>>(
      async (input, options) => {
        if (options?.signal) {
          signals.push(options.signal);
        }
        if (valuesOf(input).nodes === undefined) {
          return examplePlan();
        }
        return new Promise(resolve => {
          answer = resolve;
        });
      },
    );
    renderForm(createPlan);
    await goToPlan();
    await screen.findByText('$0.43/h');
    const nodes = screen.getByLabelText('Worker nodes');

    await userEvent.type(nodes, '12');
    await waitFor(() =>
      expect(createPlan.mock.lastCall?.[0]).toMatchObject({
        values: { nodes: 12 },
      }),
    );
    // Typed without a pause: no plan was requested for a single node.
    expect(
      createPlan.mock.calls.filter(([input]) => valuesOf(input).nodes === 1),
    ).toEqual([]);
    expect(screen.getByText('$0.43/h')).toBeInTheDocument();

    await userEvent.type(nodes, '3');
    await waitFor(() =>
      expect(createPlan.mock.lastCall?.[0]).toMatchObject({
        values: { nodes: 123 },
      }),
    );
    expect(signals.at(-2)?.aborted).toBe(true);

    answer(refusal);
    expect(
      await screen.findByText('Error in Worker nodes:'),
    ).toBeInTheDocument();
    expect(signals.at(-1)?.aborted).toBe(false);
  });

  it('shows the plan in the review and hands over the values', async () => {
    const { onCreate } = renderForm(jest.fn(async () => examplePlan()));
    await goToPlan();
    await screen.findByText('$0.43/h');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      await screen.findByRole('row', {
        name: 'Cost $0.43/h, $51.60 for the lease',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('row', {
        name: 'Approval Needs the approval of one of platform or ari',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('row', { name: 'Lease 5 days' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('P2D')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'checkout', lease: 'P2D' }),
    );
  });

  it('does not go on with a plan that would be refused', async () => {
    renderForm(jest.fn(async () => refusal));
    await goToPlan();
    await screen.findByText('Cannot be requested');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      (await screen.findAllByText(/cannot be requested as it is/))[0],
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('says what the service says about a request it can’t plan', async () => {
    const refused = Object.assign(new Error('owner: you are not in team-x'), {
      name: 'NotAllowedError',
    });
    renderForm(jest.fn().mockRejectedValue(refused));
    await goToPlan();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'owner: you are not in team-x',
    );
  });
});
