import { ConflictError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { environmentApi, renderPage } from '../__testUtils__/environmentPage';
import { CURRENT_URL } from '../__testUtils__/renderWithApi';
import {
  exampleEnvironment,
  failedEnvironment,
} from '../__testUtils__/exampleEnvironments';
import { examplePlan, exampleRequest } from '../__testUtils__/exampleRequests';

async function openMenu() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Actions for checkout' }),
  );
}

const LATER = '2040-01-01T00:00:00.000Z';

async function openExtend() {
  await userEvent.click(await screen.findByRole('button', { name: 'Extend' }));
  return screen.findByRole('dialog');
}

/** The owner can only request an extension. */
function usedUpEnvironment() {
  const environment = exampleEnvironment();
  return exampleEnvironment({
    lease: {
      ...environment.lease,
      extensions: environment.lease.maximumExtensions,
      latestApprovedEnd: LATER,
    },
    actions: [
      {
        action: 'extend',
        possible: false,
        reason: { code: 'extensions-used-up', message: 'Used up' },
      },
    ],
  });
}

/** A plan without a lease: the environment has one. */
function extensionPlan(overrides: Partial<Plan> = {}) {
  const plan = examplePlan();
  return examplePlan({
    lease: undefined,
    approval: { ...plan.approval, rule: 'Past what the owner may do alone.' },
    ...overrides,
  });
}

describe('what can be done on the page of an environment', () => {
  it('leaves out what is not allowed and says why something is not possible', async () => {
    const api = environmentApi(
      exampleEnvironment({
        actions: [
          {
            action: 'extend',
            possible: false,
            reason: {
              code: 'of-a-later-version',
              message: 'All 3 extensions are used.',
            },
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

  it('opens the dialog that a link in a mail asks for, once', async () => {
    const api = environmentApi(
      exampleEnvironment({ actions: [{ action: 'extend', possible: true }] }),
    );
    renderPage(api, '?action=extend&operation=o1');

    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Extend');
    expect(screen.getByTestId(CURRENT_URL)).toHaveTextContent(
      /^\/environments\/e1\?operation=o1$/,
    );
  });

  it('opens no dialog for what is not possible', async () => {
    const reason = { code: 'of-a-later-version', message: 'All are used.' };
    const api = environmentApi(
      exampleEnvironment({
        actions: [{ action: 'extend', possible: false, reason }],
      }),
    );
    renderPage(api, '?action=extend');

    await screen.findByRole('button', { name: 'Extend' });
    expect(screen.getByTestId(CURRENT_URL)).toHaveTextContent(
      /^\/environments\/e1$/,
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('hibernates after it said what stops', async () => {
    const api = environmentApi(
      exampleEnvironment({
        operations: [
          {
            type: 'hibernate',
            title: 'Hibernate',
            description: 'In English.',
            possible: true,
          },
        ],
      }),
    );
    renderPage(api);
    await openMenu();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Hibernate' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('all nodes of the cluster checkout-x7k2');
    expect(await axe(document.body)).toHaveNoViolations();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Hibernate' }),
    );
    await waitFor(() =>
      expect(api.startOperation).toHaveBeenCalledWith(
        'e1',
        { type: 'hibernate' },
        { idempotencyKey: expect.any(String) },
      ),
    );
  });

  it('shows that an environment is hibernated, and resumes it', async () => {
    const api = environmentApi(
      exampleEnvironment({
        power: 'off',
        operations: [
          {
            type: 'resume',
            title: 'Resume',
            description: 'In English.',
            possible: true,
          },
        ],
      }),
    );
    renderPage(api);
    expect(await screen.findByText('Hibernated')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume' }),
    );
    await waitFor(() => expect(api.startOperation).toHaveBeenCalled());
  });

  it('starts an operation of a module with the input that its form asks for', async () => {
    const api = environmentApi(
      exampleEnvironment({
        operations: [
          {
            type: 'restart-nodes',
            title: 'Restart nodes',
            description: 'The nodes restart.\nPods move.',
            form: {
              properties: {
                nodeGroups: {
                  type: 'array',
                  title: 'Node groups',
                  description: 'Which ones restart',
                },
                order: { type: 'string', title: 'Order', enum: ['up', 'down'] },
                pause: { type: 'integer', title: 'Pause', default: 5 },
                drain: {
                  type: 'boolean',
                  title: 'Drain first',
                  description: 'Pods move before.',
                  default: true,
                },
                note: { type: 'string', title: 'Note' },
              },
              required: ['nodeGroups'],
            },
            possible: true,
          },
          {
            type: 'upgrade-nodes',
            title: 'Upgrade nodes',
            description: 'They are replaced.',
            possible: false,
            reason: { code: 'newest', message: 'They are up to date' },
          },
        ],
      }),
    );
    renderPage(api);
    await openMenu();
    await screen.findByRole('menuitem', { name: 'Restart nodes' });
    const items = screen.getAllByRole('menuitem');
    expect(items.map(item => item.textContent)).toEqual([
      'Restart nodes',
      'Upgrade nodesThey are up to date',
      'Delete',
    ]);
    await userEvent.click(items[0]);
    const dialog = await screen.findByRole('dialog', {
      name: 'Restart nodes: checkout',
    });
    expect(await axe(document.body)).toHaveNoViolations();
    const submit = within(dialog).getByRole('button', {
      name: 'Restart nodes',
    });
    expect(submit).toBeDisabled();
    expect(dialog).toHaveTextContent(
      'Which ones restart. Separated by commas.',
    );
    expect(dialog).toHaveTextContent('Pods move before.');
    await userEvent.type(within(dialog).getByLabelText(/Node groups/), ',');
    expect(submit).toBeDisabled();
    await userEvent.type(
      within(dialog).getByLabelText(/Node groups/),
      'one, two',
    );
    await userEvent.click(within(dialog).getByLabelText('Drain first'));
    await userEvent.click(submit);
    await waitFor(() =>
      expect(api.startOperation).toHaveBeenCalledWith(
        'e1',
        {
          type: 'restart-nodes',
          input: { nodeGroups: ['one', 'two'], pause: 5, drain: false },
        },
        { idempotencyKey: expect.any(String) },
      ),
    );
  });

  it('shows the grace of a hibernated environment first', async () => {
    const environment = exampleEnvironment({ power: 'off' });
    environment.lease.phase = 'grace';
    renderPage(environmentApi(environment));
    const grace = await screen.findByText('In grace');
    expect(grace.compareDocumentPosition(screen.getByText('Hibernated'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
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

  it.each([
    ['says that nothing was built', undefined, /Nothing exists yet/],
    [
      'names what a failed attempt may have left',
      '2030-01-01T00:00:00.000Z',
      /permanently deletes checkout-x7k2/,
    ],
  ])('%s when it cancels a queued creation', async (_, deadline, text) => {
    const queued = exampleEnvironment({
      state: 'Queued',
      nodes: undefined,
      actions: [{ action: 'cancel', possible: true }],
    });
    renderPage(
      environmentApi({ ...queued, lease: { ...queued.lease, deadline } }),
    );
    await openMenu();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Cancel creation' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(text);
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

  it('requests an extension that the owner may not make alone, and shows what it costs and who approves', async () => {
    const environment = usedUpEnvironment();
    const api = environmentApi(environment);
    const createPlan = jest.fn(async () => extensionPlan());
    const createRequest = jest.fn(async () => exampleRequest());
    renderPage(Object.assign(api, { createPlan, createRequest }));
    const dialog = await openExtend();

    expect(
      await within(dialog).findByText('$51.60 for this change'),
    ).toBeInTheDocument();
    expect(within(dialog).getByText(/Needs one of/)).toHaveTextContent(
      /platform.*ari/,
    );
    expect(
      within(dialog).getByText('Past what the owner may do alone.'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('radio', { name: /^2 d — .*, needs approval$/ }),
    ).toBeChecked();
    expect(dialog).toHaveTextContent('No extension is left');
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'Demo');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Request approval' }),
    );

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(createRequest).toHaveBeenCalledWith(
      {
        type: 'extend',
        environmentId: environment.id,
        reason: 'Demo',
        input: { duration: 'P2D' },
      },
      { idempotencyKey: expect.any(String) },
    );
    expect(api.extendLease).not.toHaveBeenCalled();
  });

  it('does not request an extension whose plan is refused, and says why', async () => {
    const createPlan = jest.fn(async () =>
      extensionPlan({
        outcome: 'refused',
        findings: [
          {
            code: 'of-a-later-version',
            severity: 'error',
            message: 'The account is frozen',
          },
        ],
      }),
    );
    renderPage(
      Object.assign(environmentApi(usedUpEnvironment()), { createPlan }),
    );
    const dialog = await openExtend();

    expect(
      await within(dialog).findByText(/The account is frozen/),
    ).toBeInTheDocument();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'Demo');
    expect(
      within(dialog).getByRole('button', { name: 'Request approval' }),
    ).toBeDisabled();
    expect(within(dialog).queryByText(/Needs one of/)).toBeNull();
  });

  it('says why there is no plan of an extension, which cannot be requested then', async () => {
    const createPlan = jest.fn(async () => {
      throw new ConflictError('The environment is being deleted');
    });
    renderPage(
      Object.assign(environmentApi(usedUpEnvironment()), { createPlan }),
    );
    const dialog = await openExtend();

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The environment is being deleted',
    );
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'Demo');
    expect(
      within(dialog).getByRole('button', { name: 'Request approval' }),
    ).toBeDisabled();
  });

  it('only offers what the owner may do alone while another request is pending', async () => {
    const environment = exampleEnvironment();
    renderPage(
      environmentApi({
        ...environment,
        lease: { ...environment.lease, latestApprovedEnd: LATER },
        actions: [{ action: 'extend', possible: true }],
        pendingRequest: { id: 'r2', type: 'extend' },
      }),
    );
    const dialog = await openExtend();

    expect(
      within(dialog).getByRole('radio', { name: /^2 d — / }),
    ).toBeChecked();
    expect(
      within(dialog).queryByRole('radio', { name: /needs approval/ }),
    ).toBeNull();
  });

  it.each([
    [LATER, /2 of 3 extensions left; past .* the lease needs an approval\./],
    [undefined, /2 of 3 extensions left; the lease must end by /],
  ])(
    'says what limits extensions if an approval leads to %s',
    async (latestApprovedEnd, expected) => {
      const environment = exampleEnvironment();
      renderPage(
        environmentApi({
          ...environment,
          lease: { ...environment.lease, latestApprovedEnd },
          actions: [{ action: 'extend', possible: true }],
        }),
      );
      expect(await openExtend()).toHaveTextContent(expected);
    },
  );

  it.each(['Connect', 'Extend'])('has no violations in %s', async name => {
    renderPage(environmentApi(exampleEnvironment()));
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(await axe(await screen.findByRole('dialog'))).toHaveNoViolations();
  });
});
