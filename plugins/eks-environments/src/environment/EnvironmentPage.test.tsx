import { ConflictError, NotFoundError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import {
  endEvent,
  exampleBlueprint,
  exampleEnvironment,
  exampleLine,
  exampleOperation,
  exampleSweep,
  failedEnvironment,
  lineEvent,
  streamOf,
} from '../__testUtils__/exampleEnvironments';
import { renderWithApi } from '../__testUtils__/renderWithApi';
import { EnvironmentPage } from './EnvironmentPage';

const page = (items: object[]) => ({
  items,
  totalItems: items.length,
  pageInfo: {},
});

function environmentApi(
  environment: Environment,
  log: string[] = [lineEvent(exampleLine(1, 'building cluster')), endEvent],
) {
  return {
    getEnvironment: jest.fn(async () => environment),
    listOperations: jest.fn(async () => ({
      items: environment.operation ? [environment.operation] : [],
      totalItems: 1,
    })),
    listEvents: jest.fn(async () => ({
      ...page([]),
      items: [
        {
          id: 'v1',
          type: 'LeaseExtended',
          at: environment.updatedAt,
          actor: 'user:default/dana',
          message: 'Dana extended the lease by 2 d: one more test',
        },
      ],
    })),
    listStackEvents: jest.fn(async () => ({ items: [] })),
    getBlueprint: jest.fn(async () => exampleBlueprint()),
    getKubeconfig: jest.fn(async () => ({
      kubeconfig: 'apiVersion: v1',
      command: 'aws eks update-kubeconfig --name checkout-x7k2',
      principals: ['arn:aws:iam::111122223333:role/team-shop'],
    })),
    streamOperationLog: jest.fn(async () => streamOf(log)),
    downloadOperationLog: jest.fn(async () => streamOf(['one\n', 'two\n'])),
    extendLease: jest.fn(async () => environment),
    deleteEnvironment: jest.fn(async () => environment),
    retryEnvironment: jest.fn(async () => environment),
  };
}

function renderPage(api: ReturnType<typeof environmentApi>, query = '') {
  return renderWithApi(<EnvironmentPage />, {
    api,
    path: `/environments/e1${query}`,
    mountPath: '/environments/:id',
  });
}

async function openMenu() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Actions for checkout' }),
  );
}

describe('EnvironmentPage', () => {
  it('shows lease, access, timeline and log of a cluster', async () => {
    renderPage(environmentApi(exampleEnvironment()));

    expect(await screen.findByText('building cluster')).toBeInTheDocument();
    expect(screen.getByText('Complete')).toBeInTheDocument();
    expect(screen.getByText('1 of 3')).toBeInTheDocument();
    expect(
      await screen.findByText('1 d, 2 h before the end'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Dana extended the lease by 2 d: one more test'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('arn:aws:iam::111122223333:role/team-shop'),
    ).toBeInTheDocument();
  });

  it('shows phases beside their usual times while it is built', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Provisioning',
          operation: exampleOperation(),
          actions: [{ action: 'cancel', possible: true }],
        }),
      ),
    );

    expect(
      await screen.findByRole('progressbar', { name: 'Creation' }),
    ).toHaveAttribute('aria-valuenow', '62');
    const [controlPlane, nodes, verification] = screen
      .getByText('Control plane')
      .closest('ol')!
      .querySelectorAll('li');
    expect(controlPlane).toHaveTextContent(
      'Control plane, done11:40usually 11 min',
    );
    expect(nodes).toHaveTextContent(/Nodes, running2:1\dusually 3 min/);
    expect(verification).toHaveTextContent('Verification, waiting');
  });

  it('takes progress from the log stream without asking again', async () => {
    const operation = exampleOperation();
    const api = environmentApi(
      exampleEnvironment({ state: 'Provisioning', operation }),
      [
        `event: progress\ndata: ${JSON.stringify({
          ...operation,
          percent: 77,
        })}\n\n`,
        endEvent,
      ],
    );
    renderPage(api);

    await waitFor(() =>
      expect(screen.getByRole('progressbar')).toHaveAttribute(
        'aria-valuenow',
        '77',
      ),
    );
    expect(api.getEnvironment).toHaveBeenCalledTimes(1);
  });

  it('searches the log', async () => {
    renderPage(
      environmentApi(exampleEnvironment(), [
        lineEvent(exampleLine(1, 'building cluster')),
        lineEvent(exampleLine(2, 'waiting for nodes')),
        endEvent,
      ]),
    );
    await screen.findByText('building cluster');

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search the log' }),
      'NODES',
    );

    expect(await screen.findByText('1 of 2 lines')).toBeInTheDocument();
    expect(screen.queryByText('building cluster')).not.toBeInTheDocument();
  });

  it('saves the whole log from the server, not only what the page has of it', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      saved.push(blob);
      return 'blob:log';
    }) as typeof URL.createObjectURL;
    URL.revokeObjectURL = jest.fn();
    const clicked = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    const api = environmentApi(exampleEnvironment());
    renderPage(api);
    await screen.findByText('building cluster');

    await userEvent.click(screen.getByRole('button', { name: 'Download' }));

    await waitFor(() => expect(clicked).toHaveBeenCalled());
    expect(api.downloadOperationLog).toHaveBeenCalledWith('e1', 'o1');
    expect(saved[0].size).toBe('one\ntwo\n'.length);
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe(
      'checkout-x7k2-create.log',
    );
    clicked.mockRestore();
  });

  it('says when a log was removed, and asks for none', async () => {
    const api = environmentApi(
      exampleEnvironment({
        operation: exampleOperation({
          state: 'Succeeded',
          logRemovedAt: '2027-02-20T10:00:00.000Z',
        }),
      }),
    );
    renderPage(api);

    expect(await screen.findByText(/The log was removed on/)).toHaveTextContent(
      '20 Feb 2027',
    );
    expect(api.streamOperationLog).not.toHaveBeenCalled();
  });

  it('tells in words which attempt it is', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Provisioning',
          operation: exampleOperation({ attempt: 2, maximumAttempts: 3 }),
        }),
      ),
    );

    expect(await screen.findByText('Attempt 2 of 3')).toBeInTheDocument();
  });

  it('begins with cause, cost and remedy when the build failed', async () => {
    const api = environmentApi(failedEnvironment());
    renderPage(api);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('AWS has no m5.large free in eu-west-1a.');
    expect(alert).toHaveTextContent(
      'still stands in AWS and costs up to $0.43/h',
    );
    expect(alert).toHaveTextContent('ask for another instance type');

    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Try again',
      }),
    );
    await waitFor(() =>
      expect(api.retryEnvironment).toHaveBeenCalledWith(
        'e1',
        {},
        { idempotencyKey: expect.any(String) },
      ),
    );
  });

  it('offers the form as it was filled in to change what failed', async () => {
    renderPage(environmentApi(failedEnvironment()));

    const link = await screen.findByRole('link', {
      name: 'Ask with other values',
    });
    const url = new URL(link.getAttribute('href') ?? '', 'http://portal');
    expect(url.pathname).toBe(
      '/create/templates/default/eks-environment-small-cluster',
    );
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      // The same environment, not a new one.
      environmentId: 'e1',
      name: 'checkout',
      owner: 'group:default/team-shop',
      reason: 'Load test before the sale',
      region: 'eu-west-1',
      account: 'sandbox',
      lease: 'P5D',
      values: { nodes: 2 },
    });
  });

  it('leads to the request while other values wait for a decision', async () => {
    renderPage(
      environmentApi({
        ...failedEnvironment(),
        pendingRequestId: 'r2',
        actions: [
          {
            action: 'replan',
            possible: false,
            reason: 'Other values wait for a decision',
          },
        ],
      }),
    );

    expect(
      await screen.findByRole('link', {
        name: 'Other values wait for a decision',
      }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/approvals?view=mine&request=r2'),
    );
    expect(
      screen.queryByRole('link', { name: 'Ask with other values' }),
    ).not.toBeInTheDocument();
  });

  it('leaves out what is not allowed and says why something is not possible', async () => {
    const api = environmentApi(
      exampleEnvironment({
        actions: [
          {
            action: 'extend',
            possible: false,
            reason: 'All 3 extensions are used.',
          },
        ],
      }),
    );
    renderPage(api);

    const extend = await screen.findByRole('button', { name: 'Extend' });
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
    expect(
      screen.queryByRole('button', { name: 'Actions for checkout' }),
    ).toBeNull();

    expect(extend).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(extend);
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(document.body);
    await userEvent.tab();
    while (document.activeElement !== extend) {
      await userEvent.tab();
    }
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'All 3 extensions are used.',
    );
  });

  it('asks for the name before it deletes a Ready cluster', async () => {
    const api = environmentApi(exampleEnvironment());
    renderPage(api);
    await openMenu();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Delete' }),
    );

    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('checkout-x7k2 in eu-west-1');
    const button = within(dialog).getByRole('button', { name: 'Delete' });
    expect(button).toBeDisabled();

    await userEvent.type(
      within(dialog).getByLabelText('Type checkout to confirm'),
      'checkout',
    );
    await userEvent.click(button);

    await waitFor(() =>
      expect(api.deleteEnvironment).toHaveBeenCalledWith(
        'e1',
        { reason: undefined },
        { idempotencyKey: expect.any(String) },
      ),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('asks for no name to delete what was never ready', async () => {
    const api = environmentApi(failedEnvironment());
    renderPage(api);
    await openMenu();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Delete' }),
    );

    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByLabelText(/Type .* to confirm/)).toBeNull();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );
    await waitFor(() => expect(api.deleteEnvironment).toHaveBeenCalled());
  });

  it('keeps the dialog and the key when an extension fails, and says why', async () => {
    const api = environmentApi(exampleEnvironment());
    api.extendLease.mockRejectedValueOnce(
      new ConflictError('duration goes past 30 Nov'),
    );
    renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Extend' }),
    );

    const dialog = await screen.findByRole('dialog');
    const submit = within(dialog).getByRole('button', { name: 'Extend' });
    expect(submit).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'one more');
    await userEvent.click(submit);

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'duration goes past 30 Nov',
    );
    await userEvent.click(submit);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    const [first, second] = api.extendLease.mock.calls as unknown as Array<
      [string, { duration: string; reason: string }, { idempotencyKey: string }]
    >;
    expect(first[1]).toEqual({ duration: 'P2D', reason: 'one more' });
    expect(second).toEqual(first);
  });

  it('shows the evidence once it is gone', async () => {
    renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Deprovisioned',
          endReason: 'LeaseExpired',
          actions: [],
          sweep: exampleSweep(),
        }),
      ),
    );

    expect(
      await screen.findByText(
        /Nothing left: 2 kinds of things looked for, 1 thing found and removed\./,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /What was looked for/ }),
    );
    const removed = within(
      screen.getByRole('table', { name: 'Found and removed' }),
    );
    expect(removed.getAllByRole('row')[1]).toHaveTextContent(
      'EBS volumevol-1tag kubernetes.io/cluster/checkout-x7k2=owned',
    );
    const kinds = within(screen.getByRole('table', { name: 'Looked for' }));
    expect(
      kinds.getAllByRole('row').map(({ textContent }) => textContent),
    ).toEqual(['Looked forFoundRemoved', 'EBS volumes11', 'networks (VPCs)00']);
    expect(screen.getByText('the lease was over')).toBeInTheDocument();
  });

  it('says what is left, who keeps it and where it is, in quarantine', async () => {
    const { container } = renderPage(
      environmentApi(
        exampleEnvironment({
          state: 'Quarantined',
          sweep: exampleSweep({
            kinds: [
              ...exampleSweep().kinds,
              {
                kind: 'iam-role',
                label: 'IAM roles',
                billed: false,
                found: 0,
                removed: 0,
                problem: 'AccessDenied: no',
              },
            ],
            items: [
              {
                kind: 'vpc',
                label: 'network (VPC)',
                id: 'vpc-1',
                proof: 'tag alpha.eksctl.io/cluster-name=checkout-x7k2',
                outcome: 'remaining',
                reason: 'It is in use',
                consoleUrl: 'https://console/vpc-1',
                heldBy: [
                  {
                    kind: 'network-interface',
                    label: 'network interface',
                    id: 'eni-1',
                    name: 'RDSNetworkInterface',
                    consoleUrl: 'https://console/eni-1',
                  },
                ],
              },
              {
                kind: 'volume',
                label: 'EBS volume',
                id: 'vol-1',
                proof: 'tag kubernetes.io/cluster/checkout-x7k2=owned',
                outcome: 'failed',
                reason: 'VolumeInUse',
              },
            ],
          }),
        }),
      ),
    );

    expect(
      await screen.findByText(
        /2 things left behind\. The portal could not look for IAM roles, so this proves nothing yet\./,
      ),
    ).toBeInTheDocument();
    const [, network, volume] = within(
      screen.getByRole('table', { name: 'Left behind' }),
    ).getAllByRole('row');
    expect(network).toHaveTextContent(
      'It is in usenetwork interface eni-1 (RDSNetworkInterface)',
    );
    expect(
      within(network).getByRole('link', { name: /vpc-1/ }),
    ).toHaveAttribute('href', 'https://console/vpc-1');
    expect(
      within(network).getByRole('link', { name: /eni-1/ }),
    ).toHaveAttribute('href', 'https://console/eni-1');
    expect(volume).toHaveTextContent('EBS volume, costs money');
    await screen.findByText('building cluster');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says what to do when there is no such environment', async () => {
    const api = environmentApi(exampleEnvironment());
    api.getEnvironment.mockRejectedValue(
      new NotFoundError('no environment e1'),
    );
    renderPage(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'you may not see it',
    );
    expect(
      screen.getByRole('link', { name: 'All environments' }),
    ).toHaveAttribute('href', '/environments');
  });

  it.each([
    ['Ready', exampleEnvironment()],
    ['failed', failedEnvironment()],
  ])('has no violations when %s', async (_, environment) => {
    const { container } = renderPage(environmentApi(environment));
    await screen.findByText('building cluster');
    await screen.findByText('Dana extended the lease by 2 d: one more test');
    expect(await axe(container)).toHaveNoViolations();
  });

  it.each(['Connect', 'Extend'])('has no violations in %s', async name => {
    renderPage(environmentApi(exampleEnvironment()));
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(await axe(await screen.findByRole('dialog'))).toHaveNoViolations();
  });
});
