import {
  SubPageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { JsonObject } from '@backstage/types';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { environmentApi } from './__testUtils__/environmentPage';
import { exampleEnvironment } from './__testUtils__/exampleEnvironments';
import { eksEnvironmentsApiRef } from './api';
import plugin, {
  EnvironmentActionBlueprint,
  EnvironmentCardBlueprint,
} from './index';

const emptyPage = { items: [], totalItems: 0, pageInfo: {} };

/** Extensions of another plugin: a page, a card and an action. */
const runbooks = createFrontendPlugin({
  pluginId: 'runbooks',
  extensions: [
    SubPageBlueprint.make({
      attachTo: { id: 'page:eks-environments', input: 'pages' },
      params: {
        path: 'runbooks',
        title: 'Runbooks',
        loader: async () => <h2>All runbooks</h2>,
      },
    }),
    EnvironmentCardBlueprint.make({
      name: 'runbook',
      params: {
        area: ({ state }) => (state === 'Ready' ? 'summary' : undefined),
        loader: async () => props =>
          <p>{`The runbook of ${props.environment.name}`}</p>,
      },
    }),
    EnvironmentActionBlueprint.make({
      name: 'page-owner',
      params: {
        icon: <span />,
        useOffer: ({ state }) =>
          state === 'Ready' ? { title: 'Page the owner' } : undefined,
        loader: async () => props =>
          (
            <div role="dialog">
              {`Page the owner of ${props.environment.name}`}
              <button onClick={props.onClose}>Done</button>
            </div>
          ),
      },
    }),
  ],
});

function renderPortal(options: {
  path: string;
  extensions?: JsonObject[];
  environment?: ReturnType<typeof exampleEnvironment>;
}) {
  const { path, extensions = [] } = options;
  const environment = options.environment ?? exampleEnvironment();
  renderTestApp({
    features: [plugin, runbooks],
    apis: [
      mockApis.permission(),
      [
        eksEnvironmentsApiRef,
        {
          ...environmentApi(environment),
          listEnvironments: async () => ({
            ...emptyPage,
            items: [environment],
          }),
          listRequests: async () => emptyPage,
          listBlueprints: async () => emptyPage,
          listQuotas: async () => emptyPage,
          listPauses: async () => emptyPage,
        },
      ],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000', extensions },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}

const tabs = async () =>
  (await screen.findAllByRole('tab')).map(({ textContent }) => textContent);

describe('the pages as extensions', () => {
  it('have a tab each, and a page of another plugin too', async () => {
    renderPortal({ path: '/environments/quotas' });
    expect(await screen.findByText('No quotas yet')).toBeInTheDocument();
    expect(await tabs()).toEqual([
      'Environments',
      'Approvals',
      'Quotas',
      'Fleet',
      'Runbooks',
    ]);

    await userEvent.click(screen.getByRole('tab', { name: 'Runbooks' }));
    expect(await screen.findByText('All runbooks')).toBeInTheDocument();
  });

  it('are gone with their tab where the config disables them', async () => {
    renderPortal({
      path: '/environments/quotas',
      extensions: [
        { 'sub-page:eks-environments/fleet': false },
        {
          'sub-page:eks-environments/approvals': {
            config: { title: 'Decisions' },
          },
        },
      ],
    });
    expect(await screen.findByText('No quotas yet')).toBeInTheDocument();
    expect(await tabs()).toEqual([
      // Extensions in the config come first; that is how an app orders them.
      'Decisions',
      'Environments',
      'Quotas',
      'Runbooks',
    ]);
  });

  it('begin with the first tab where the list is disabled', async () => {
    renderPortal({
      path: '/environments',
      extensions: [
        { 'sub-page:eks-environments/list': false },
        { 'sub-page:eks-environments/approvals': false },
      ],
    });
    expect(await screen.findByText('No quotas yet')).toBeInTheDocument();
  });
});

describe('cards and actions as extensions', () => {
  it('of another plugin stand beside ours', async () => {
    renderPortal({ path: '/environments/e1' });
    expect(
      await screen.findByText('The runbook of checkout'),
    ).toBeInTheDocument();
    expect(await screen.findByText('1 of 3')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Actions for checkout' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Page the owner' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Page the owner of checkout');
    await userEvent.click(within(dialog).getByText('Done'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are hidden where they do not concern the environment', async () => {
    renderPortal({
      path: '/environments/e1',
      environment: exampleEnvironment({ state: 'Deprovisioning' }),
    });
    expect(await screen.findByText('1 of 3')).toBeInTheDocument();
    expect(screen.queryByText('The runbook of checkout')).toBeNull();
  });

  it('are gone where the config disables them', async () => {
    renderPortal({
      path: '/environments/e1',
      extensions: [
        { 'eks-environment-card:eks-environments/cost': false },
        { 'eks-environment-action:eks-environments/extend': false },
      ],
    });
    expect(
      await screen.findByText('The runbook of checkout'),
    ).toBeInTheDocument();
    expect(await screen.findByText('1 of 3')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Connect' })).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Cost' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Extend' })).toBeNull();
  });
});
