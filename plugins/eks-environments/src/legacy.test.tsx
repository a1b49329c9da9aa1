import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { exampleEnvironment } from './__testUtils__/exampleEnvironments';
import newPlugin from './index';
import { environmentViewApiRef } from './environmentView';
import { environmentViewApiFactory } from './defaultEnvironmentView';
import {
  eksEnvironmentsApiRef,
  EksEnvironmentsPage,
  eksEnvironmentsPlugin,
} from './legacy';
import { createQueryClient, queryClientApiRef } from './query';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const emptyPage = { items: [], totalItems: 0, pageInfo: {} };

describe('the legacy entry', () => {
  it('registers the APIs of the pages', () => {
    const ids = [...eksEnvironmentsPlugin.getApis()].map(({ api }) => api.id);
    expect(ids).toEqual([
      eksEnvironmentsApiRef.id,
      queryClientApiRef.id,
      environmentViewApiRef.id,
    ]);
  });

  it('has the actions and cards of the new frontend system', () => {
    const { actions, cards } = environmentViewApiFactory.factory({});
    const ids = [...actions, ...cards].map(({ id }) => id);
    expect(ids).toContain('eks-environment-action:eks-environments/extend');
    expect(ids).toContain('eks-environment-card:eks-environments/lease');
    for (const id of ids) {
      expect(newPlugin.getExtension(id as never)).toBeDefined();
    }
  });

  it('serves the pages where they are mounted, with links that lead to them', async () => {
    const api = {
      listEnvironments: async () => ({
        ...emptyPage,
        items: [exampleEnvironment()],
        totalItems: 1,
      }),
      listRequests: async () => emptyPage,
      listBlueprints: async () => emptyPage,
      listPauses: async () => emptyPage,
      getUsage: async () => ({
        ready: 1,
        building: 0,
        waiting: 0,
        failed: 0,
        endingWithinDay: 0,
        hourlyIsLowerBound: false,
        monthIsLowerBound: false,
        hourly: usd('0.43'),
        month: usd('20'),
      }),
    };
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [eksEnvironmentsApiRef, api],
          [queryClientApiRef, createQueryClient()],
          [environmentViewApiRef, environmentViewApiFactory.factory({})],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/environments" element={<EksEnvironmentsPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/environments'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );

    expect(await screen.findByText('checkout')).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Approvals' })).toHaveAttribute(
      'href',
      '/environments/approvals',
    );
    expect(screen.getByRole('tab', { name: 'Fleet' })).toHaveAttribute(
      'href',
      '/environments/fleet',
    );
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/environments/e1',
    );
  });
});
