import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  QuotaLimitInput,
  QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { CURRENT_URL, renderWithApi } from '../__testUtils__/renderWithApi';
import { QuotasPage } from './QuotasPage';

const usage = (overrides: Partial<QuotaUsage> = {}): QuotaUsage => ({
  scope: 'group:default/team-shop',
  dimension: 'environments',
  title: 'Environments',
  unit: { kind: 'count', one: 'environment', other: 'environments' },
  limit: 3,
  used: 2,
  reserved: 1,
  source: 'configured for this scope',
  editable: true,
  environments: [
    {
      environmentId: 'e1',
      name: 'checkout',
      owner: 'group:default/team-shop',
      amount: 1,
      freeAt: '2126-11-22T09:00:00Z',
    },
    { requestId: 'r1', name: 'search', amount: 1 },
  ],
  ...overrides,
});

/** An API that stores quotas. */
function quotasApi(...initial: QuotaUsage[]) {
  let items = initial;
  return {
    listQuotas: jest.fn(
      async (query: { text?: string; limit?: number } = {}) => {
        const found = items.filter(({ scope }) =>
          scope.includes(query.text ?? ''),
        );
        return {
          items: found.slice(0, query.limit),
          totalItems: found.length,
        };
      },
    ),
    setQuotaLimit: jest.fn(async ({ limit = 3 }: QuotaLimitInput) => {
      items = items.map(item => ({ ...item, limit }));
      return items[0];
    }),
  };
}

const editLimit = async () => {
  await userEvent.click(
    await screen.findByRole('button', {
      name: /Change the limit of environments/,
    }),
  );
  return within(await screen.findByRole('dialog'));
};

const enterLimit = async (text: string) => {
  const field = screen.getByRole('textbox', { name: 'Limit' });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.tab();
};

describe('QuotasPage', () => {
  it('shows what is used and reserved of each limit, by whom, and when a place comes free', async () => {
    const { container } = renderWithApi(<QuotasPage />, {
      api: quotasApi(
        usage(),
        usage({
          scope: 'everyone',
          dimension: 'hourlyCost',
          title: 'Cost per hour',
          unit: {
            kind: 'dollarsPerHour',
            one: 'dollar per hour',
            other: 'dollars per hour',
          },
          limit: undefined,
          used: 4.2,
          reserved: 0,
          editable: false,
        }),
      ),
    });

    expect(
      await screen.findByText('2 used + 1 reserved of 3'),
    ).toBeInTheDocument();
    expect(screen.getByText(/capacity is released/)).toBeInTheDocument();
    expect(
      screen.getByText('Limit: configured for this scope'),
    ).toBeInTheDocument();
    expect(screen.getByText('$4.20/h used, no limit')).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Change the limit of environments for team-shop',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('meter', { name: 'Environments of team-shop' }),
    ).toHaveAttribute('aria-valuetext', '2 used + 1 reserved of 3');

    await userEvent.click(
      screen.getAllByRole('button', { name: 'Used by 2 environments' })[0],
    );
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/environments/e1',
    );
    expect(
      screen.getByRole('link', { name: 'search (requested)' }),
    ).toHaveAttribute('href', '/environments/approvals?request=r1');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('reads who uses the limits of a scope when somebody asks', async () => {
    const listQuotas = jest.fn(async (query: { scope?: string } = {}) => ({
      items: [query.scope ? usage() : usage({ environments: [] })],
      totalItems: 1,
    }));
    renderWithApi(<QuotasPage />, { api: { listQuotas } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show who uses it' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Used by 2 environments' }),
    ).toBeInTheDocument();
    expect(listQuotas).toHaveBeenCalledWith({
      scope: 'group:default/team-shop',
    });
  });

  it('says what a new limit would mean before it is set', async () => {
    const api = quotasApi(usage());
    renderWithApi(<QuotasPage />, { api });
    const dialog = await editLimit();

    expect(dialog.getByRole('button', { name: 'Set limit' })).toBeDisabled();
    await enterLimit('2');
    expect(
      dialog.getByText(
        '3 of 2 used. No new environments until 2 are deleted; existing ones stay.',
      ),
    ).toBeInTheDocument();
    expect(api.setQuotaLimit).not.toHaveBeenCalled();

    await enterLimit('5');
    expect(dialog.getByText('3 of 5 used, 2 left.')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Set limit' }));

    expect(api.setQuotaLimit).toHaveBeenCalledWith({
      scope: 'group:default/team-shop',
      dimension: 'environments',
      limit: 5,
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByText('2 used + 1 reserved of 5'),
    ).toBeInTheDocument();
  });

  it('goes back to the configured default', async () => {
    const api = quotasApi(usage({ source: 'set by pat' }));
    renderWithApi(<QuotasPage />, { api });
    const dialog = await editLimit();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Use the configured default' }),
    );
    expect(api.setQuotaLimit).toHaveBeenCalledWith({
      scope: 'group:default/team-shop',
      dimension: 'environments',
      limit: undefined,
    });
  });

  it('keeps the dialog open with the reason when the limit is not taken', async () => {
    const api = quotasApi(usage());
    api.setQuotaLimit.mockRejectedValueOnce(new Error('limit: too large'));
    renderWithApi(<QuotasPage />, { api });
    const dialog = await editLimit();
    await enterLimit('5000');
    await userEvent.click(dialog.getByRole('button', { name: 'Set limit' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'limit: too large',
    );
  });

  it('offers no edit to those who may not', async () => {
    renderWithApi(<QuotasPage />, {
      api: quotasApi(usage({ editable: false })),
    });
    await screen.findByText('2 used + 1 reserved of 3');
    expect(
      screen.queryByRole('button', { name: /Change the limit/ }),
    ).not.toBeInTheDocument();
  });

  it('finds a team among many, and keeps the search in the URL', async () => {
    const teams = ['a', 'b', 'c', 'd', 'e', 'shop'].map(team =>
      usage({ scope: `group:default/team-${team}`, environments: [] }),
    );
    renderWithApi(<QuotasPage />, { api: quotasApi(...teams) });

    await userEvent.type(await screen.findByRole('searchbox'), 'shop');
    await waitFor(() => expect(screen.getAllByRole('meter')).toHaveLength(1));
    expect(screen.getByTestId(CURRENT_URL)).toHaveTextContent('/?search=shop');
  });

  it('shows the first scopes, and more of them when somebody asks', async () => {
    const teams = Array.from({ length: 25 }, (_, index) =>
      usage({ scope: `group:default/team-${index}`, environments: [] }),
    );
    renderWithApi(<QuotasPage />, { api: quotasApi(...teams) });
    expect(await screen.findAllByRole('meter')).toHaveLength(20);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(screen.getAllByRole('meter')).toHaveLength(25));
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('says where limits come from when there are none', async () => {
    renderWithApi(<QuotasPage />, { api: quotasApi() });
    expect(await screen.findByText('No quotas yet')).toBeInTheDocument();
  });
});
