import { setTimeout } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import {
  DefaultEventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsServiceRef,
  type EksEnvironmentsService,
} from 'backstage-plugin-eks-environments-node';
import { testBlueprint } from './__testUtils__/testBlueprint';
import { testEnvironment } from './__testUtils__/testEnvironment';
import { catalogModuleEksEnvironments } from './module';

/** A real catalog with this module, and a stand-in for the API. */
async function startCatalog() {
  let environment = testEnvironment({ state: 'Provisioning' });
  const environments: Partial<EksEnvironmentsService> = {
    listBlueprints: async () => ({
      items: [testBlueprint()],
      totalItems: 1,
      pageInfo: {},
    }),
    listEnvironments: async () => ({
      items: [environment],
      totalItems: 1,
      pageInfo: {},
    }),
    getEnvironment: async () => environment,
  };
  const events = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
  });
  const { server } = await startTestBackend({
    features: [
      catalogBackend,
      scaffolderEntityModel,
      catalogModuleEksEnvironments,
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          catalog: { processingInterval: { seconds: 1 } },
        },
      }),
      createServiceFactory({
        service: eksEnvironmentsServiceRef,
        deps: {},
        factory: () => environments as EksEnvironmentsService,
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
    ],
  });

  return {
    change(changes: Partial<typeof environment>, type: ChangeHint['type']) {
      environment = { ...environment, ...changes };
      return events.publish({
        topic: 'eks-environments',
        eventPayload: { type, environmentId: environment.id },
      });
    },
    async read(path: string): Promise<Entity | undefined> {
      const response = await fetch(
        `http://localhost:${server.port()}/api/catalog/entities/by-name/${path}`,
        { headers: { Authorization: mockCredentials.service.header() } },
      );
      return response.ok ? response.json() : undefined;
    },
  };
}

/** The catalog processes entities asynchronously. */
async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  let value = await read();
  while (value === undefined) {
    await setTimeout(50);
    value = await read();
  }
  return value;
}

describe('catalogModuleEksEnvironments', () => {
  it('brings environments and blueprints into the catalog, and follows their changes', async () => {
    const { change, read } = await startCatalog();
    const cluster = () => read('resource/default/shop-y0a1b2c3');

    const building = await eventually(cluster);
    expect(building.metadata.labels).toMatchObject({
      'eks-environments.io/state': 'provisioning',
    });
    expect(building.relations).toContainEqual({
      type: 'ownedBy',
      targetRef: 'group:default/team-shop',
    });
    const template = await eventually(() =>
      read('template/default/eks-environment-team-cluster'),
    );
    expect(template.metadata.title).toBe('Team cluster');

    await change({ state: 'Ready' }, 'EnvironmentReady');
    await eventually(async () => {
      const entity = await cluster();
      const state = entity?.metadata.labels?.['eks-environments.io/state'];
      return state === 'ready' ? entity : undefined;
    });

    await change({ state: 'Deprovisioned' }, 'EnvironmentDeprovisioned');
    await eventually(async () => ((await cluster()) ? undefined : 'gone'));
  }, 30_000);
});
