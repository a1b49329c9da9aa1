import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RequestState } from 'backstage-plugin-eks-environments-common';
import { axe } from 'jest-axe';
import { exampleEnvironment } from './__testUtils__/exampleEnvironments';
import { eksEnvironmentsApiRef } from './api';
import plugin from './index';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const emptyPage = { items: [], totalItems: 0, pageInfo: {} };

function renderPortal(options: { banner?: string; waiting?: number } = {}) {
  const subscribers: Array<(message: JsonObject) => void> = [];
  const signals = {
    subscribe: (channel: string, subscriber: (message: never) => void) => {
      expect(channel).toBe('eks-environments');
      subscribers.push(subscriber as (message: JsonObject) => void);
      return { unsubscribe: () => subscribers.splice(0) };
    },
  };
  const api = {
    listEnvironments: jest.fn(async () => ({
      ...emptyPage,
      items: [exampleEnvironment()],
      totalItems: 1,
    })),
    listRequests: jest.fn(async (_query?: { state?: RequestState[] }) => ({
      ...emptyPage,
      totalItems: options.waiting ?? 0,
    })),
    listBlueprints: jest.fn(async () => emptyPage),
    listQuotas: jest.fn(async () => emptyPage),
    getUsage: jest.fn(async () => ({
      ready: 1,
      building: 0,
      waiting: 0,
      failed: 0,
      endingWithinDay: 0,
      hourlyIsLowerBound: false,
      monthIsLowerBound: false,
      hourly: usd('0.43'),
      month: usd('20'),
    })),
  };
  renderTestApp({
    features: [plugin],
    apis: [
      [eksEnvironmentsApiRef, api],
      [signalApiRef, signals],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
      eksEnvironments: { banner: options.banner },
    },
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/environments'],
  });
  const signal = (message: JsonObject) =>
    act(() => subscribers.forEach(subscriber => subscriber(message)));
  return { api, signal };
}

describe('eksEnvironmentsPlugin', () => {
  it('serves the pages below /environments, with tabs that lead to them', async () => {
    renderPortal({ waiting: 3 });
    expect(await screen.findByText('checkout')).toBeInTheDocument();

    const approvals = await screen.findByRole('tab', { name: 'Approvals (3)' });
    expect(approvals).toHaveAttribute('href', '/environments/approvals');
    await userEvent.click(screen.getByRole('tab', { name: 'Quotas' }));
    expect(
      await screen.findByRole('heading', { name: 'Quotas' }),
    ).toBeInTheDocument();
  });

  it('keeps the page as it is when the count on a tab changes', async () => {
    const { api, signal } = renderPortal();
    const row = await screen.findByText('checkout');
    api.listRequests.mockResolvedValue({ ...emptyPage, totalItems: 5 });

    signal({ type: 'RequestCreated', requestId: 'r1' });

    await screen.findByRole('tab', { name: 'Approvals (5)' });
    expect(row).toBeInTheDocument();
  });

  it('reads again what a signal says has changed, once for a burst', async () => {
    const { api, signal } = renderPortal();
    await screen.findByText('checkout');
    const { lease, ...ready } = exampleEnvironment();
    const inGrace = { ...ready, lease: { ...lease, phase: 'grace' } };
    api.listEnvironments.mockResolvedValue({
      ...emptyPage,
      items: [inGrace],
      totalItems: 1,
    } as never);
    api.listEnvironments.mockClear();

    signal({ type: 'LeaseExpired', environmentId: 'e1' });
    signal({ type: 'LeaseWarned', environmentId: 'e1' });

    const table = within(screen.getByRole('grid'));
    expect(await table.findByText('In grace')).toBeInTheDocument();
    expect(api.listEnvironments).toHaveBeenCalledTimes(1);
  });

  it('does not count and sum again for a step of progress', async () => {
    const { api, signal } = renderPortal();
    await screen.findByText('checkout');
    api.listEnvironments.mockClear();
    api.getUsage.mockClear();

    signal({ type: 'OperationProgressed', environmentId: 'e1' });

    await waitFor(() => expect(api.listEnvironments).toHaveBeenCalled());
    expect(api.getUsage).not.toHaveBeenCalled();
  });

  it('shows the banner of the config', async () => {
    renderPortal({ banner: 'This is a local AWS.' });
    expect(await screen.findByText('This is a local AWS.')).toBeInTheDocument();
    expect(await axe(screen.getByRole('note'))).toHaveNoViolations();
  });

  it('shows no banner where the config has none', async () => {
    renderPortal();
    await screen.findByText('checkout');
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });
});
