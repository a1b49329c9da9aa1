import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { FleetPage } from './FleetPage';

const SEEN = '2026-11-21T10:00:00.000Z';

const finding = (overrides: Partial<FleetFinding> = {}): FleetFinding => ({
  id: 'f1',
  kind: 'ResourceWithoutRecord',
  state: 'open',
  account: 'sandbox',
  region: 'eu-west-1',
  provisioner: 'eksctl',
  subject: 'lost-1',
  clusterName: 'lost-1',
  summary: 'lost-1 has the tags of this installation, but no environment.',
  code: 'difference.resource-without-record',
  params: { name: 'lost-1' },
  details: { owner: 'group:default/team-shop' },
  firstSeen: SEEN,
  lastSeen: SEEN,
  actions: ['adopt', 'delete', 'ignore'],
  ...overrides,
});

const fleet = (overrides: Partial<Fleet> = {}): Fleet => ({
  reconciliations: [
    {
      account: 'sandbox',
      region: 'eu-west-1',
      provisioner: 'eksctl',
      inProgress: false,
      finishedAt: SEEN,
      succeededAt: SEEN,
      clusters: 4,
    },
  ],
  findings: [],
  executors: [],
  blueprintProblems: [],
  stuckMessages: [],
  notHealthy: [],
  notHealthyTotal: 0,
  healthy: 3,
  manageable: true,
  ...overrides,
});

const nothing = { items: [], totalItems: 0 };

function fleetApi(...overrides: Array<Partial<Fleet>>) {
  let answers = overrides.map(fleet);
  return {
    getFleet: jest.fn(async () => {
      const [first, ...rest] = answers;
      answers = rest.length > 0 ? rest : answers;
      return first;
    }),
    reconcileFleet: jest.fn(async () => fleet()),
    ignoreFinding: jest.fn(async () => finding({ state: 'ignored' })),
    reopenFinding: jest.fn(async () => finding()),
    deleteFinding: jest.fn(async () => exampleEnvironment()),
    importCluster: jest.fn(async () => exampleEnvironment()),
    listPauses: jest.fn(async () => nothing),
    pause: jest.fn(),
    resume: jest.fn(async () => {}),
    listDueDeletions: jest.fn(async () => nothing),
    listBreakers: jest.fn(async () => nothing),
    listEnvironments: jest.fn(async () => ({ ...nothing, pageInfo: {} })),
    closeBreaker: jest.fn(async () => {}),
  };
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('FleetPage', () => {
  it('shows what is wrong with blueprints, and whether they are on offer', async () => {
    const { container } = renderWithApi(<FleetPage />, {
      api: fleetApi({
        blueprintProblems: [
          {
            severity: 'error',
            source: 'blueprints/a.yaml#2',
            path: 'spec.lease.maximum',
            message: 'must be a duration',
          },
          {
            severity: 'warning',
            source: 'team@3',
            path: 'spec.approval.approvers',
            message: 'names the group gone, which the catalog does not have',
          },
        ],
      }),
    });
    const table = await screen.findByRole('table', {
      name: 'Blueprint problems',
    });
    const row = (name: RegExp) =>
      within(within(table).getByRole('row', { name }));
    expect(row(/a\.yaml#2/).getByText('Not offered')).toBeInTheDocument();
    expect(row(/team@3/).getByText(/with a problem/)).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('begins with numbers that lead to what needs somebody; what needs nobody is short and last', async () => {
    const api = fleetApi({
      findings: [finding(), finding({ id: 'f2', state: 'ignored' })],
    });
    api.listEnvironments.mockResolvedValue({
      ...nothing,
      totalItems: 2,
      pageInfo: {},
    });
    const { container } = renderWithApi(<FleetPage />, { api });
    const strip = within(
      await screen.findByRole('list', { name: 'What needs attention' }),
    );

    expect(
      await strip.findByRole('link', { name: '2 Failed environments' }),
    ).toHaveAttribute(
      'href',
      '/environments?scope=all&state=ProvisioningFailed,DeprovisioningFailed,Quarantined',
    );
    expect(
      strip.getByRole('link', { name: '1 Drift findings' }),
    ).toHaveAttribute('href', '#fleet-findings');
    expect(
      await strip.findByRole('link', { name: '0 Places on hold' }),
    ).toBeInTheDocument();
    const headings = screen
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent);
    expect(headings[0]).toBe('Drift');
    expect(headings.slice(1, 4)).toEqual(['Blueprints', 'Messages', 'Health']);
    expect(screen.getByText('No message is waiting.')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows the messages that a channel does not take, with its reason', async () => {
    const { container } = renderWithApi(<FleetPage />, {
      api: fleetApi({
        stuckMessages: [
          {
            channel: 'ses',
            messages: 3,
            since: SEEN,
            reason: 'Email address is not verified',
          },
        ],
      }),
    });
    const table = await screen.findByRole('table', {
      name: 'Messages not delivered',
    });
    const row = within(within(table).getByRole('row', { name: /ses/ }));
    expect(row.getByText('3 messages')).toBeInTheDocument();
    expect(row.getByText('Email address is not verified')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows which replicas begin creations, and why one does not', async () => {
    const { container } = renderWithApi(<FleetPage />, {
      api: fleetApi({
        executors: [
          {
            replica: 'portal-1/7',
            startedAt: SEEN,
            seenAt: SEEN,
            alive: true,
            versions: { eksctl: '0.231.0' },
            problems: [],
          },
          {
            replica: 'portal-2/7',
            startedAt: SEEN,
            seenAt: SEEN,
            alive: true,
            versions: {},
            problems: [
              {
                code: 'working-directory',
                message: 'Nothing can be written to /tmp/x: ENOSPC. Make room',
              },
            ],
          },
          {
            replica: 'portal-3/7',
            startedAt: SEEN,
            seenAt: SEEN,
            alive: false,
            versions: { eksctl: '0.231.0' },
            problems: [],
          },
        ],
      }),
    });
    const table = await screen.findByRole('table', { name: 'Executors' });
    const row = (name: string) =>
      within(within(table).getByRole('row', { name: new RegExp(name) }));
    expect(row('portal-1/7').getByText('Ready')).toBeInTheDocument();
    expect(row('portal-1/7').getByText('eksctl 0.231.0')).toBeInTheDocument();
    expect(
      row('portal-2/7').getByText('Starts no creations'),
    ).toBeInTheDocument();
    expect(row('portal-2/7').getByText(/ENOSPC/)).toBeInTheDocument();
    expect(row('portal-3/7').getByText('Not reporting')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows findings with what can be done, health, and when AWS was read', async () => {
    const { container } = renderWithApi(<FleetPage />, {
      api: fleetApi({
        findings: [
          finding(),
          finding({
            id: 'f2',
            kind: 'PartDrift',
            state: 'ignored',
            subject: 'shop-1/workers',
            ignoredBy: 'user:default/pat',
            reason: 'Load test',
            actions: ['reopen'],
          }),
        ],
        notHealthy: [
          {
            id: 'e7',
            name: 'checkout',
            owner: 'group:default/team-shop',
            account: 'sandbox',
            region: 'eu-west-1',
            condition: {
              type: 'Healthy',
              status: 'False',
              reason: 'NotResponding',
              message: 'No answer',
              detail: 'connect ETIMEDOUT',
              since: SEEN,
            },
          },
        ],
        notHealthyTotal: 1,
      }),
    });

    const findings = within(
      await screen.findByRole('table', { name: 'Findings' }),
    );
    expect(findings.getByText('No record')).toBeInTheDocument();
    expect(findings.getByText('Drift, ignored')).toBeInTheDocument();
    expect(findings.getByText(/^Ignored by/)).toHaveTextContent(
      'Ignored by pat: Load test',
    );
    expect(
      screen.getByText('3 of 4 environments are healthy'),
    ).toBeInTheDocument();
    expect(screen.getByText('Unhealthy')).toBeInTheDocument();
    expect(
      screen.getByText(
        'The Kubernetes API does not respond. (connect ETIMEDOUT)',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/environments/e7',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('offers nothing to those who may only look', async () => {
    renderWithApi(<FleetPage />, {
      api: fleetApi({
        manageable: false,
        findings: [finding({ actions: [] })],
      }),
    });
    expect(
      await screen.findByText(
        'lost-1 has the tags of this installation, but no environment.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Scan|Import|Delete|Pause/ }),
    ).not.toBeInTheDocument();
  });

  it('does not call nothing found a good sign where AWS could not be read', async () => {
    renderWithApi(<FleetPage />, {
      api: fleetApi({
        reconciliations: [
          {
            account: 'sandbox',
            region: 'eu-west-1',
            provisioner: 'eksctl',
            inProgress: false,
            finishedAt: SEEN,
            error: 'AccessDenied',
          },
        ],
      }),
    });
    expect(await screen.findByText('Not known yet')).toBeInTheDocument();
    expect(screen.getByText('never')).toBeInTheDocument();
    expect(
      screen.getByText('Not everything could be read, so nothing was changed.'),
    ).toBeInTheDocument();
  });

  it('ignores with a reason', async () => {
    const api = fleetApi({ findings: [finding()] }, {});
    renderWithApi(<FleetPage />, { api });
    await press('Ignore: lost-1');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Ignore' })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/Reason/), 'Known');
    await userEvent.click(dialog.getByRole('button', { name: 'Ignore' }));
    expect(api.ignoreFinding).toHaveBeenCalledWith('f1', 'Known');
    expect(await screen.findByText('No drift found')).toBeInTheDocument();
  });

  it('deletes a cluster only when its name is typed', async () => {
    const api = fleetApi({ findings: [finding()] });
    renderWithApi(<FleetPage />, { api });
    await press('Delete: lost-1');
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Delete' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByLabelText('Type lost-1 to confirm'),
      'lost-1',
    );
    await userEvent.click(button);
    expect(api.deleteFinding).toHaveBeenCalledWith(
      'f1',
      { reason: undefined },
      { idempotencyKey: expect.any(String) },
    );
  });

  it('adopts with what the tags say, and says why it was refused', async () => {
    const api = fleetApi({ findings: [finding()] });
    api.importCluster.mockRejectedValueOnce(
      Object.assign(new Error('The quota of team-shop is full'), {
        name: 'ConflictError',
      }),
    );
    renderWithApi(<FleetPage />, { api });
    await press('Adopt: lost-1');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Adopt' }));
    expect(
      await dialog.findByText('The quota of team-shop is full'),
    ).toBeInTheDocument();
    expect(api.importCluster).toHaveBeenCalledWith(
      {
        account: 'sandbox',
        region: 'eu-west-1',
        provisioner: 'eksctl',
        clusterName: 'lost-1',
        name: 'lost-1',
        owner: 'group:default/team-shop',
        lease: 'P2D',
        reason: undefined,
      },
      { idempotencyKey: expect.any(String) },
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Adopt' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    // The rejected call and the successful one have the same key.
    const keys = api.importCluster.mock.calls.map(
      ([, options]: unknown[]) =>
        (options as { idempotencyKey: string }).idempotencyKey,
    );
    expect(keys[0]).toBe(keys[1]);
  });

  it('reconciles again, and goes on with what was paused', async () => {
    const api = fleetApi({});
    api.listPauses.mockResolvedValue({
      items: [
        {
          id: 'p1',
          lane: 'build',
          reason: 'Migration of the account',
          pausedBy: 'user:default/pat',
          pausedAt: SEEN,
          waiting: 3,
        },
      ],
      totalItems: 1,
    } as never);
    renderWithApi(<FleetPage />, { api });
    await press('Scan now');
    expect(api.reconcileFleet).toHaveBeenCalled();
    expect(
      await screen.findByText('Migration of the account'),
    ).toBeInTheDocument();
    await press('Lift the pause: Creations');
    expect(api.resume).toHaveBeenCalledWith('p1');
  });

  it('pauses deletions of one account with a reason', async () => {
    const api = fleetApi({});
    renderWithApi(<FleetPage />, { api });
    await press('Pause');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('radio', { name: 'Deletions' }));
    await userEvent.click(dialog.getByRole('button', { name: /Account/ }));
    await userEvent.click(screen.getByRole('option', { name: 'sandbox' }));
    expect(dialog.getByRole('button', { name: 'Pause' })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/Reason/), 'An audit');
    await userEvent.click(dialog.getByRole('button', { name: 'Pause' }));

    expect(api.pause).toHaveBeenCalledWith({
      lane: 'teardown',
      account: 'sandbox',
      reason: 'An audit',
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('shows where creations wait for AWS, and lets them begin', async () => {
    const api = fleetApi({});
    api.listBreakers.mockResolvedValue({
      items: [
        {
          provisioner: 'eksctl',
          account: 'sandbox',
          region: 'eu-west-1',
          state: 'open',
          since: SEEN,
          retryAt: SEEN,
          failures: 3,
          failure: { operatorMessage: 'CloudFormation answers 503.' },
          waiting: 4,
        },
      ],
      totalItems: 1,
    } as never);
    api.closeBreaker.mockRejectedValueOnce(
      Object.assign(new Error('No creation waits in sandbox, eu-west-1'), {
        name: 'NotFoundError',
      }),
    );
    const { container } = renderWithApi(<FleetPage />, { api });
    const table = within(
      await screen.findByRole('table', { name: 'Creations on hold' }),
    );
    expect(table.getByText('Creations on hold')).toBeInTheDocument();
    expect(table.getByText('CloudFormation answers 503.')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();

    await press('Start creations by eksctl in sandbox, eu-west-1 again');
    expect(api.closeBreaker).toHaveBeenCalledWith({
      provisioner: 'eksctl',
      account: 'sandbox',
      region: 'eu-west-1',
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No creation waits in sandbox, eu-west-1',
    );
  });

  it('lists what the reaper deletes next and why', async () => {
    const api = fleetApi({});
    api.listDueDeletions.mockResolvedValue({
      items: [
        {
          environmentId: 'e7',
          name: 'checkout',
          state: 'ProvisioningFailed',
          leasePhase: 'pending',
          cause: 'FailureDeadline',
          at: SEEN,
          deletionAt: SEEN,
          owner: 'group:default/team-shop',
          hourlyCost: { amount: '0.43', currency: 'USD' },
        },
      ],
      totalItems: 201,
    } as never);
    renderWithApi(<FleetPage />, { api });
    const table = within(
      await screen.findByRole('table', { name: 'Due within a day' }),
    );
    const row = table.getByRole('rowheader', { name: 'checkout' })
      .parentElement!;
    expect(row).toHaveTextContent('Build failed');
    expect(row).toHaveTextContent(
      'Its creation failed and has not succeeded since',
    );
    expect(row).toHaveTextContent('$0.43/h');
    expect(screen.getByText('The first 1 of 201.')).toBeVisible();
  });

  it('says why it could not reconcile', async () => {
    const api = fleetApi({});
    api.reconcileFleet.mockRejectedValueOnce(new Error('The engine is away'));
    renderWithApi(<FleetPage />, { api });
    await press('Scan now');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The engine is away',
    );
  });
});
