import { ConflictError, InputError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { examplePlan, exampleRequest } from '../__testUtils__/exampleRequests';
import { CURRENT_URL, renderWithApi } from '../__testUtils__/renderWithApi';
import { ApprovalsPage } from './ApprovalsPage';
import { ARMING } from './useArmed';

/** An API that stores requests. */
function requestsApi(initial: EnvironmentRequest[]) {
  const requests = new Map(initial.map(request => [request.id, request]));
  const get = (id: string) => requests.get(id) ?? exampleRequest({ id });
  return {
    requests,
    listRequests: jest.fn(async (query: { decidable?: boolean } = {}) => {
      const items = [...requests.values()].filter(
        request =>
          !query.decidable ||
          (request.state === 'PendingApproval' &&
            request.actions.some(({ action }) => action === 'approve')),
      );
      return { items, totalItems: items.length, pageInfo: {} };
    }),
    getRequest: jest.fn(async (id: string) => get(id)),
    getBlueprint: jest.fn(async () => {
      throw new InputError('not needed here');
    }),
    decideRequest: jest.fn(
      async (
        id: string,
        input: { decision: 'approve' | 'deny'; comment?: string },
      ) => {
        const decided: EnvironmentRequest = {
          ...get(id),
          state: input.decision === 'approve' ? 'Approved' : 'Denied',
          actions: [],
          decisions: [
            {
              decision: input.decision === 'approve' ? 'approved' : 'denied',
              decidedBy: 'user:default/ari',
              comment: input.comment,
              decidedAt: '2026-11-21T09:00:00Z',
            },
          ],
        };
        requests.set(id, decided);
        return decided;
      },
    ),
    cancelRequest: jest.fn(async (id: string) => {
      const cancelled: EnvironmentRequest = {
        ...get(id),
        state: 'Cancelled',
        actions: [],
      };
      requests.set(id, cancelled);
      return cancelled;
    }),
  };
}

const two = () => [
  exampleRequest({ id: 'r1', name: 'checkout' }),
  exampleRequest({ id: 'r2', name: 'search', reason: 'Try an index' }),
];

const detail = (name: string) =>
  screen.findByRole('region', { name: `Request ${name}` });

const currentUrl = () => screen.getByTestId(CURRENT_URL).textContent;

describe('ApprovalsPage', () => {
  it('shows the queue, and everything that the oldest request depends on', async () => {
    const api = requestsApi(two());
    const { container } = renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    expect(request.getByText('Load test before the sale')).toBeInTheDocument();
    expect(request.getByRole('row', { name: 'Nodes 4 2' })).toBeInTheDocument();
    // In the summary and in the plan.
    expect(request.getAllByText('$51.60 for the lease')).toHaveLength(2);
    expect(request.getByText('Tightest quota').parentElement).toHaveTextContent(
      'Environments, team-shop: 1 → 2 of 3',
    );
    expect(request.getByText('Warnings').parentElement).toHaveTextContent(
      'none',
    );
    expect(request.getByText(/Needs one of/)).toHaveTextContent('ari');
    expect(api.listRequests).toHaveBeenCalledWith(
      expect.objectContaining({
        decidable: true,
        state: ['PendingApproval'],
        orderBy: 'createdAt,asc',
      }),
    );

    const queue = screen.getByRole('navigation', { name: 'Waiting for me' });
    expect(
      within(queue)
        .getAllByRole('link')
        .map(link => link.getAttribute('aria-current')),
    ).toEqual(['true', null]);
    expect(currentUrl()).toBe('/?view=waiting&request=r1');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('opens the request that the URL names', async () => {
    renderWithApi(<ApprovalsPage />, {
      api: requestsApi(two()),
      path: '/?request=r2',
    });
    expect(await detail('search')).toHaveTextContent('Try an index');
  });

  it('approves with a comment and goes on to the next one', async () => {
    const api = requestsApi(two());
    renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    await userEvent.type(request.getByLabelText('Comment'), 'Have fun');
    await userEvent.click(request.getByRole('button', { name: 'Approve' }));

    expect(
      await screen.findByText('You approved checkout.'),
    ).toBeInTheDocument();
    expect(await detail('search')).toBeInTheDocument();
    expect(api.decideRequest).toHaveBeenCalledTimes(1);
    expect(api.decideRequest).toHaveBeenCalledWith(
      'r1',
      { decision: 'approve', comment: 'Have fun' },
      { idempotencyKey: expect.any(String) },
    );
    // A comment on one request must not be sent with the decision on another.
    expect(screen.getByLabelText('Comment')).toHaveValue('');
    await waitFor(() => expect(currentUrl()).toBe('/?view=waiting&request=r2'));
  });

  it('names the warnings of the plan and of AWS above the decision', async () => {
    const plan = examplePlan({
      findings: [
        { severity: 'info', code: 'note', message: 'Prices of another region' },
        { severity: 'warning', code: 'slow', message: 'This takes 20 minutes' },
      ],
      checks: [
        { check: 'vpcs', outcome: 'warning', message: 'VPCs: 5 of 5 used' },
        { check: 'vcpu', outcome: 'passed', message: 'vCPUs: 8 of 64 used' },
      ],
    });
    renderWithApi(<ApprovalsPage />, {
      api: requestsApi([exampleRequest({ id: 'r1', plan })]),
    });
    const request = within(await detail('checkout'));
    expect(request.getByText('Warnings').parentElement).toHaveTextContent(
      'WarningsThis takes 20 minutes.VPCs: 5 of 5 used.',
    );
  });

  it('moves the focus to the next request, and takes its approval only after a moment', async () => {
    renderWithApi(<ApprovalsPage />, { api: requestsApi(two()) });
    const first = within(await detail('checkout'));
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    try {
      const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
      await user.click(first.getByRole('button', { name: 'Approve' }));
      const next = within(await detail('search'));
      expect(next.getByRole('heading', { name: 'search' })).toHaveFocus();
      expect(next.getByRole('button', { name: 'Approve' })).toBeDisabled();
      expect(next.getByRole('button', { name: 'Deny' })).toBeDisabled();

      await act(() => jest.advanceTimersByTimeAsync(ARMING));
      expect(next.getByRole('button', { name: 'Approve' })).toBeEnabled();
      expect(next.getByRole('button', { name: 'Deny' })).toBeEnabled();
    } finally {
      jest.useRealTimers();
    }
  });

  it('moves the focus to the outcome after the last decision', async () => {
    renderWithApi(<ApprovalsPage />, { api: requestsApi([two()[0]]) });
    const request = within(await detail('checkout'));
    await userEvent.click(request.getByRole('button', { name: 'Approve' }));
    const outcome = await screen.findByText('You approved checkout.');
    expect(document.activeElement).toContainElement(outcome);
    expect(document.activeElement).toHaveAttribute('role', 'status');
  });

  it('begins with the queue on a phone, and shows a request with a link back', async () => {
    const matchMedia = window.matchMedia;
    window.matchMedia = query =>
      ({
        matches: query.includes('max-width'),
        addEventListener() {},
        addListener() {},
        removeListener() {},
        removeEventListener() {},
      } as Partial<MediaQueryList> as MediaQueryList);
    try {
      renderWithApi(<ApprovalsPage />, {
        api: requestsApi(two()),
        path: '/?view=waiting',
      });
      await userEvent.click(
        await screen.findByRole('link', { name: /search/ }),
      );
      expect(currentUrl()).toBe('/?view=waiting&request=r2');
      await detail('search');
      await userEvent.click(
        screen.getByRole('link', { name: 'Back to the requests' }),
      );
      expect(currentUrl()).toBe('/?view=waiting');
      expect(screen.queryByRole('region', { name: /^Request/ })).toBeNull();
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('shows the steps that are decided one after the other, and that others have to approve, too', async () => {
    const step = {
      rule: 'blueprint',
      reason: 'The blueprint always asks a person',
      approvers: ['group:default/platform'],
      quorum: 2,
    };
    const steps: EnvironmentRequest['steps'] = [
      { ...step, state: 'Open' },
      { ...step, quorum: 1, reason: 'It is large', state: 'Waiting' },
    ];
    const api = requestsApi([exampleRequest({ id: 'r1', steps })]);
    api.decideRequest.mockImplementationOnce(async id => {
      const given = exampleRequest({
        id,
        steps,
        actions: [],
        decisions: [
          {
            step: 0,
            decision: 'approved',
            decidedBy: 'user:default/ari',
            decidedAt: '2026-11-21T09:00:00Z',
          },
        ],
      });
      api.requests.set(id, given);
      return given;
    });
    renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    const list = request.getByRole('list', { name: 'Approval steps' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(/Open.*2 of.*platform.*0 approved so far/);
    expect(second).toHaveTextContent(/Not yet open.*one of.*It is large/);
    await userEvent.click(request.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByText('You approved checkout.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('It still needs other approvals.'),
    ).toBeInTheDocument();
  });

  it('tells of a step that nobody can decide', async () => {
    const [step] = exampleRequest().steps;
    const problem = {
      code: 'quorum-unreachable',
      params: { missing: 2, people: 0 },
      message: 'in English',
    };
    const request = exampleRequest({ id: 'r1', steps: [{ ...step, problem }] });
    renderWithApi(<ApprovalsPage />, { api: requestsApi([request]) });

    const list = within(await detail('checkout')).getByRole('list', {
      name: 'Approval steps',
    });
    expect(list).toHaveTextContent('This step cannot be decided');
    expect(list).toHaveTextContent(
      'Approvals that it still needs: 2. People who can still approve: 0.',
    );
  });

  it('denies only with a comment', async () => {
    const api = requestsApi(two());
    renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    await userEvent.click(request.getByRole('button', { name: 'Deny' }));
    expect(
      await screen.findByText(
        'Enter the reason for the denial: the requester sees it.',
      ),
    ).toBeInTheDocument();
    expect(request.getByLabelText('Comment')).toHaveFocus();
    expect(api.decideRequest).not.toHaveBeenCalled();

    await userEvent.type(request.getByLabelText('Comment'), 'Too large');
    await userEvent.click(request.getByRole('button', { name: 'Deny' }));
    expect(await screen.findByText('You denied checkout.')).toBeInTheDocument();
    expect(api.requests.get('r1')?.decisions[0].comment).toBe('Too large');
  });

  it('says who was quicker, and goes on', async () => {
    const api = requestsApi(two());
    api.decideRequest.mockImplementationOnce(async id => {
      api.requests.set(
        id,
        exampleRequest({
          id,
          state: 'Denied',
          actions: [],
          decisions: [
            {
              decision: 'denied',
              decidedBy: 'user:default/pat',
              comment: 'Not this week',
              decidedAt: '2026-11-21T09:00:00Z',
            },
          ],
        }),
      );
      throw new ConflictError('Already decided');
    });
    renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    await userEvent.click(request.getByRole('button', { name: 'Approve' }));

    const notice = (await screen.findByText(/is already denied/)).closest(
      '[role=status]',
    );
    expect(notice).toHaveTextContent(
      'checkout is already denied; your decision was not stored.',
    );
    expect(notice).toHaveTextContent('Decided by pat: “Not this week”');
    expect(await detail('search')).toBeInTheDocument();
  });

  it('keeps the comment when the decision could not be stored', async () => {
    const api = requestsApi(two());
    api.decideRequest.mockRejectedValueOnce(new Error('Database is away'));
    renderWithApi(<ApprovalsPage />, { api });

    const request = within(await detail('checkout'));
    await userEvent.type(request.getByLabelText('Comment'), 'Have fun');
    await userEvent.click(request.getByRole('button', { name: 'Approve' }));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Database is away',
    );
    expect(request.getByLabelText('Comment')).toHaveValue('Have fun');

    await userEvent.click(request.getByRole('button', { name: 'Approve' }));
    await screen.findByText('You approved checkout.');
    const keys = api.decideRequest.mock.calls.map(call => call.slice(2));
    expect(keys[0]).toEqual(keys[1]);
  });

  it('keeps the comment when the queue can’t be read again', async () => {
    const api = requestsApi(two());
    const { queryClient } = renderWithApi(<ApprovalsPage />, { api });
    const request = within(await detail('checkout'));
    await userEvent.type(request.getByLabelText('Comment'), 'Have fun');

    api.listRequests.mockRejectedValueOnce(new Error('Gone fishing'));
    await act(() => queryClient.refetchQueries());

    expect(request.getByLabelText('Comment')).toHaveValue('Have fun');
    expect(screen.getByLabelText('Comment')).toBeInTheDocument();
  });

  it('goes through the queue by keys, but not while somebody types', async () => {
    renderWithApi(<ApprovalsPage />, { api: requestsApi(two()) });
    await detail('checkout');

    await userEvent.keyboard('j');
    const search = within(await detail('search'));
    await userEvent.keyboard('a');
    expect(search.getByRole('button', { name: 'Approve' })).toHaveFocus();
    await userEvent.keyboard('d');
    expect(search.getByLabelText('Comment')).toHaveFocus();
    await userEvent.keyboard('kaput');
    expect(search.getByLabelText('Comment')).toHaveValue('kaput');
    expect(currentUrl()).toBe('/?view=waiting&request=r2');

    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('k');
    expect(await detail('checkout')).toBeInTheDocument();
  });

  it('tells requesters that they never decide on their own requests', async () => {
    const own = exampleRequest({
      actions: [{ action: 'cancel', possible: true }],
    });
    const { container } = renderWithApi(<ApprovalsPage />, {
      api: requestsApi([own]),
      path: '/?view=mine',
      userEntityRef: 'user:default/dana',
    });

    const request = within(await detail('checkout'));
    expect(
      await request.findByText(
        'This is your own request. Somebody else has to decide on it.',
      ),
    ).toBeInTheDocument();
    expect(
      request.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('withdraws a request after asking', async () => {
    const api = requestsApi([
      exampleRequest({ actions: [{ action: 'cancel', possible: true }] }),
    ]);
    renderWithApi(<ApprovalsPage />, {
      api,
      path: '/?view=mine',
      userEntityRef: 'user:default/dana',
    });

    const request = within(await detail('checkout'));
    await userEvent.click(
      request.getByRole('button', { name: 'Actions for checkout' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Withdraw' }),
    );
    expect(api.cancelRequest).not.toHaveBeenCalled();
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));

    await waitFor(() =>
      expect(api.cancelRequest).toHaveBeenCalledWith('r1', {
        idempotencyKey: expect.any(String),
      }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Actions for checkout' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('shows what was decided, by whom and why', async () => {
    renderWithApi(<ApprovalsPage />, {
      api: requestsApi([
        exampleRequest({
          state: 'Denied',
          actions: [],
          decisions: [
            {
              decision: 'denied',
              decidedBy: 'user:default/pat',
              comment: 'Use the small one',
              decidedAt: '2026-11-21T09:00:00Z',
            },
          ],
        }),
      ]),
      path: '/?view=decided',
    });
    const request = await detail('checkout');
    expect(request).toHaveTextContent('Denied by pat');
    expect(request).toHaveTextContent('Use the small one');
  });

  it('begins with their own requests where nothing waits for somebody', async () => {
    const own = exampleRequest({
      actions: [{ action: 'cancel', possible: true }],
    });
    renderWithApi(<ApprovalsPage />, { api: requestsApi([own]) });

    expect(
      await screen.findByRole('tab', { name: 'My requests', selected: true }),
    ).toBeInTheDocument();
    await detail('checkout');
    expect(currentUrl()).toBe('/?view=mine&request=r1');
  });

  it('says what belongs here when nothing waits', async () => {
    renderWithApi(<ApprovalsPage />, { api: requestsApi([]) });
    expect(
      await screen.findByText('No request waits for you'),
    ).toBeInTheDocument();
  });

  it('offers to try again when the requests can’t be read', async () => {
    const api = requestsApi(two());
    api.listRequests.mockRejectedValueOnce(new Error('Gone fishing'));
    renderWithApi(<ApprovalsPage />, { api, path: '/?view=waiting' });

    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await detail('checkout')).toBeInTheDocument();
  });
});
