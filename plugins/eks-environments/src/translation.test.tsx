import {
  createExtension,
  createExtensionDataRef,
  createFrontendModule,
  createTranslationMessages,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  TestApiProvider,
  mockApis as legacyMockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import {
  environmentStateLabels,
  leasePhaseLabels,
  requestStateLabels,
} from 'backstage-plugin-eks-environments-common';
import { Route, Routes } from 'react-router-dom';
import { t } from './__testUtils__/english';
import { eksEnvironmentsApiRef } from './api';
import { environmentViewApiRef } from './environmentView';
import { environmentViewApiFactory } from './defaultEnvironmentView';
import plugin from './index';
import { EksEnvironmentsPage, eksEnvironmentsTranslationRef } from './legacy';
import { createQueryClient, queryClientApiRef } from './query';

const emptyPage = { items: [], totalItems: 0, pageInfo: {} };
const api = {
  listRequests: async () => emptyPage,
  listQuotas: async () => emptyPage,
  listPauses: async () => emptyPage,
};
const german = {
  'pages.quotas': 'Kontingente',
  'quotas.empty': 'Noch keine Kontingente',
} as const;
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

describe('a translated message', () => {
  it('appears in an app on the new frontend system', async () => {
    const messages = createTranslationMessages({
      ref: eksEnvironmentsTranslationRef,
      messages: german,
    });
    // The output of the `TranslationBlueprint` of @backstage/plugin-app-react.
    const output = createExtensionDataRef<typeof messages>().with({
      id: 'core.translation.translation',
    });
    renderTestApp({
      features: [
        plugin,
        createFrontendModule({
          pluginId: 'app',
          extensions: [
            createExtension({
              kind: 'translation',
              name: 'german',
              attachTo: { id: 'api:app/translations', input: 'translations' },
              output: [output],
              factory: () => [output(messages)],
            }),
          ],
        }),
      ],
      apis: [mockApis.permission(), [eksEnvironmentsApiRef, api]],
      config: {
        app: { baseUrl: 'http://localhost:3000' },
        backend: { baseUrl: 'http://localhost:7007' },
      },
      mountedRoutes,
      initialRouteEntries: ['/environments/quotas'],
    });

    expect(
      await screen.findByText('Noch keine Kontingente'),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Kontingente' })).toBeVisible();
    // Texts without a translation are English.
    expect(screen.getByRole('tab', { name: 'Approvals' })).toBeVisible();
  });

  it('appears in an app on the legacy frontend system', async () => {
    const english = mockApis.translation();
    const translate = (key: string, ...options: never[]) =>
      german[key as keyof typeof german] ?? t(key as never, ...options);
    const translations = {
      getTranslation: () => ({ ready: true, t: translate }),
      translation$: () => english.translation$(eksEnvironmentsTranslationRef),
    };
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [translationApiRef, translations as never],
          [eksEnvironmentsApiRef, api],
          [queryClientApiRef, createQueryClient()],
          [environmentViewApiRef, environmentViewApiFactory.factory({})],
          [permissionApiRef, legacyMockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/environments/*" element={<EksEnvironmentsPage />} />
        </Routes>
      </TestApiProvider>,
      { routeEntries: ['/environments/quotas'], mountedRoutes },
    );

    expect(
      await screen.findByText('Noch keine Kontingente'),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Kontingente' })).toBeVisible();
  });
});

describe('the texts of states', () => {
  it.each([
    ['environment', environmentStateLabels],
    ['lease', leasePhaseLabels],
    ['request', requestStateLabels],
  ])('of the %s are those of messages and mails', (kind, labels) => {
    for (const [state, label] of Object.entries(labels)) {
      expect(t(`state.${kind}.${state}` as never)).toBe(label);
    }
  });
});
