import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import {
  exampleEnvironment,
  exampleOperation,
} from '../__testUtils__/exampleEnvironments';
import { CURRENT_URL, renderWithApi } from '../__testUtils__/renderWithApi';
import type { EnvironmentListQuery } from '../query';
import { EnvironmentsPage } from './EnvironmentsPage';

const usd = (amount: string) => ({ amount, currency: 'USD' });

function environmentsApi(environments: Environment[], totalItems?: number) {
  return {
    listEnvironments: jest.fn(async (_query?: EnvironmentListQuery) => ({
      items: environments,
      totalItems: totalItems ?? environments.length,
      pageInfo: {},
    })),
    listBlueprints: jest.fn(async () => ({
      items: [],
      totalItems: 0,
    })),
    getUsage: jest.fn(async () => ({
      ready: 12,
      building: 2,
      waiting: 1,
      failed: 0,
      endingWithinDay: 3,
      hourlyIsLowerBound: false,
      monthIsLowerBound: false,
      hourly: usd('4.2'),
      month: usd('310'),
    })),
  };
}

type Api = ReturnType<typeof environmentsApi>;

const lastQuery = (api: Api) => api.listEnvironments.mock.lastCall?.[0];
const url = () => screen.getByTestId(CURRENT_URL).textContent;

describe('EnvironmentsPage', () => {
  it('shows state, lease and cost of each, and how many there are', async () => {
    const api = environmentsApi([
      exampleEnvironment(),
      exampleEnvironment({
        id: 'e2',
        name: 'search-load',
        state: 'Provisioning',
        operation: exampleOperation(),
      }),
    ]);
    renderWithApi(<EnvironmentsPage />, { api });

    const ready = (await screen.findByRole('rowheader', { name: 'checkout' }))
      .parentElement as HTMLElement;
    expect(within(ready).getByText('Ready')).toBeInTheDocument();
    expect(within(ready).getByText(/2 d 23 h left|3 d left/)).toBeVisible();
    expect(within(ready).getByText('$0.43/h')).toBeVisible();
    expect(screen.getByText('62%')).toBeVisible();
    expect(screen.getByText('Nodes · about 2 min')).toBeVisible();
    expect(await screen.findByText('$310 this month')).toBeVisible();
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/environments/e1',
    );
  });

  it('asks for what needs attention first, and for what has ended with the newest end first', async () => {
    const api = environmentsApi([exampleEnvironment()]);
    renderWithApi(<EnvironmentsPage />, { api });
    await screen.findByText('checkout');
    expect(lastQuery(api)).toMatchObject({ orderBy: 'urgency,asc' });

    api.listEnvironments.mockResolvedValue({
      items: [
        exampleEnvironment({
          name: 'search',
          state: 'Deprovisioned',
          endReason: 'DeletedByUser',
          endedBy: 'user:default/pat',
          endedAt: '2026-11-20T09:00:00Z',
        }),
      ],
      totalItems: 1,
      pageInfo: {},
    });
    await userEvent.click(screen.getByRole('button', { name: 'Ended' }));
    await screen.findByText('search');
    expect(lastQuery(api)).toMatchObject({
      ended: true,
      orderBy: 'endedAt,desc',
    });
    expect(url()).toBe('/?ended=true');
    expect(
      screen
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent)
        .slice(0, 4),
    ).toEqual(['Name', 'Ended', 'Why', 'Total cost']);
    expect(screen.getByText(/Deleted by/)).toHaveTextContent('Deleted by pat');
    expect(screen.getByText('$20.64')).toBeInTheDocument();
  });

  it.each([
    [
      1200,
      [
        'State',
        'Name',
        'Time left',
        'Cost',
        'Owner',
        'Blueprint',
        'Region',
        'Actions',
      ],
    ],
    [760, ['State', 'Name', 'Time left', 'Cost', 'Owner', 'Actions']],
    [536, ['State', 'Name', 'Time left', 'Actions']],
  ])('keeps in %d pixels the columns that matter', async (width, titles) => {
    const measured = jest
      .spyOn(HTMLElement.prototype, 'offsetWidth', 'get')
      .mockReturnValue(width);
    try {
      renderWithApi(<EnvironmentsPage />, {
        api: environmentsApi([exampleEnvironment()]),
      });
      await screen.findByText('checkout');
      expect(
        screen
          .getAllByRole('columnheader')
          .map(({ textContent }) => textContent),
      ).toEqual(titles);
    } finally {
      measured.mockRestore();
    }
  });

  it('shows cards where there is no room for columns', async () => {
    const measured = jest
      .spyOn(HTMLElement.prototype, 'offsetWidth', 'get')
      .mockReturnValue(358);
    try {
      const { container } = renderWithApi(<EnvironmentsPage />, {
        api: environmentsApi([exampleEnvironment()]),
      });
      const cards = await screen.findByRole('list', { name: 'Environments' });
      const card = within(within(cards).getByRole('listitem'));
      expect(card.getByRole('link', { name: 'checkout' })).toBeVisible();
      expect(card.getByText('$0.43/h')).toBeVisible();
      expect(
        card.getByRole('button', { name: 'Actions for checkout' }),
      ).toBeVisible();
      expect(screen.queryByRole('grid')).toBeNull();
      expect(await axe(container)).toHaveNoViolations();
    } finally {
      measured.mockRestore();
    }
  });

  it('shows one error when nothing can be read', async () => {
    const api = environmentsApi([]);
    const away = new Error('upstream connect error');
    api.listEnvironments.mockRejectedValue(away);
    api.getUsage.mockRejectedValue(away);
    renderWithApi(<EnvironmentsPage />, { api });
    await screen.findByText('Could not load the counts.');
    expect(await screen.findAllByRole('alert')).toHaveLength(1);
  });

  it('asks for what a shared link says', async () => {
    const api = environmentsApi([exampleEnvironment()], 200);
    renderWithApi(<EnvironmentsPage />, {
      api,
      path: '/?scope=all&state=Ready,Queued&leasePhase=grace&text=shop&sort=name,asc&offset=40',
    });

    await screen.findByText('checkout');
    expect(lastQuery(api)).toEqual({
      scope: 'all',
      state: ['Ready', 'Queued'],
      leasePhase: ['grace'],
      text: 'shop',
      orderBy: 'name,asc',
      offset: 40,
      limit: 20,
    });
    expect(screen.getByRole('radio', { name: 'All' })).toBeChecked();
    expect(screen.getByRole('button', { name: 'In grace' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(screen.getByRole('searchbox')).toHaveValue('shop');
  });

  it('keeps what people choose in the URL and starts at the first page again', async () => {
    const api = environmentsApi([exampleEnvironment()], 200);
    renderWithApi(<EnvironmentsPage />, { api, path: '/?offset=40' });
    await screen.findByText('checkout');

    await userEvent.click(screen.getByRole('radio', { name: 'Mine' }));
    expect(url()).toBe('/?scope=mine');

    await userEvent.click(screen.getByRole('columnheader', { name: 'Name' }));
    expect(url()).toBe('/?scope=mine&sort=name%2Casc');

    await userEvent.type(screen.getByRole('searchbox'), 'shop');
    await waitFor(() =>
      expect(url()).toBe('/?scope=mine&text=shop&sort=name%2Casc'),
    );
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({ text: 'shop', offset: 0 }),
    );

    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(url()).toContain('offset=20');
  });

  it('asks the server once for a word, not once for a letter', async () => {
    const api = environmentsApi([exampleEnvironment()]);
    renderWithApi(<EnvironmentsPage />, { api });
    await screen.findByText('checkout');
    api.listEnvironments.mockClear();

    await userEvent.type(screen.getByRole('searchbox'), 'checkout');
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({ text: 'checkout' }),
    );

    expect(api.listEnvironments).toHaveBeenCalledTimes(1);
  });

  it('shows the same rows as bars on a time axis', async () => {
    const api = environmentsApi([exampleEnvironment()]);
    renderWithApi(<EnvironmentsPage />, { api, path: '/?view=timeline' });

    const bar = await screen.findByRole('img');
    expect(bar).toHaveAccessibleName(/^Building .* to .*, Lease .*, Grace /);
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('says what belongs here when there is nothing', async () => {
    renderWithApi(<EnvironmentsPage />, { api: environmentsApi([]) });
    expect(await screen.findByText('No environments')).toBeVisible();
  });

  it('offers to clear filters that nothing fits', async () => {
    renderWithApi(<EnvironmentsPage />, {
      api: environmentsApi([]),
      path: '/?region=eu-west-1&text=nothing',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(url()).toBe('/');
  });

  it('says what a failure means and tries again', async () => {
    const api = environmentsApi([exampleEnvironment()]);
    api.listEnvironments.mockRejectedValueOnce(
      Object.assign(new Error('upstream connect error'), {
        name: 'ServiceUnavailableError',
      }),
    );
    renderWithApi(<EnvironmentsPage />, { api });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the environments.');
    expect(alert).toHaveTextContent('Clusters are not affected');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('checkout')).toBeVisible();
  });

  it('leads to the templates that are made from blueprints', async () => {
    renderWithApi(<EnvironmentsPage />, {
      api: environmentsApi([exampleEnvironment()]),
    });
    const link = await screen.findByRole('link', { name: 'New environment' });
    expect(link).toHaveAttribute(
      'href',
      '/create/templates?filters%5Bkind%5D=template&filters%5Btype%5D=eks-environment',
    );
  });

  it.each(['list', 'timeline'])('has no violations as %s', async view => {
    const { container } = renderWithApi(<EnvironmentsPage />, {
      api: environmentsApi([exampleEnvironment()]),
      path: `/?view=${view}`,
    });
    await screen.findByText('checkout');
    await screen.findByText('$310 this month');
    expect(await axe(container)).toHaveNoViolations();
  });
});
