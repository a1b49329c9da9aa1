import { join } from 'node:path';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import request from 'supertest';
import { createEksEnvironmentsPlugin } from '../createEksEnvironmentsPlugin';
import { startEngine } from '../startEngine';
import {
  AwsAccounts,
  createEksctlModule,
  readAwsAccounts,
} from './eksctlModule';
import { environmentOf, type SimulatedAws } from './engineFixture';
import { type BackendParts, createParts } from '../createParts';
import { startApi } from '../startApi';
import { as, entities, permissions } from './people';

const examples = join(__dirname, '../../../../examples/blueprints');

type TestAws = Pick<SimulatedAws, 'credentials' | 'endpoint'>;

const unreachableAws: TestAws = {
  endpoint: 'http://127.0.0.1:1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

/** The provisioner of EKS clusters, whose accounts are in one AWS. */
function eksctlModuleOn(aws: TestAws): BackendFeature {
  return createEksctlModule({
    accountsOf: config =>
      new AwsAccounts({
        accounts: readAwsAccounts(config),
        credentialsFor: async () => async () => aws.credentials,
        calls: { endpoint: aws.endpoint, maxAttempts: 1 },
      }),
    environment: environmentOf(aws),
  });
}

/**
 * Starts the plugin on a database, with the provisioner of EKS and the example blueprints.
 *
 * @param options - features: such as modules of the plugin; engine: whether it runs operations, false by default; aws: unreachable by
 *   default
 */
export async function startTestService(
  knex: Knex,
  configured: JsonObject = {},
  {
    features = [],
    engine = false,
    aws = unreachableAws,
  }: { features?: BackendFeature[]; engine?: boolean; aws?: TestAws } = {},
) {
  let parts: BackendParts | undefined;
  const backend = await startTestBackend({
    features: [
      createEksEnvironmentsPlugin(async services => {
        parts = await createParts(services);
        await startApi(services, parts);
        if (engine) {
          await startEngine(services, parts);
        }
      }),
      eksctlModuleOn(aws),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          permission: { enabled: true },
          eksEnvironments: {
            installation: 'test',
            rawBlueprints: true,
            preflight: { enabled: false },
            blueprints: [{ type: 'file', target: examples }],
            accounts: [
              {
                id: 'sandbox',
                accountNumber: '111111111111',
                regions: ['eu-west-1', 'us-east-1'],
              },
            ],
            // Tests of the service do without eksctl.
            eksctl: { dryRun: { enabled: false } },
            ...configured,
          },
        },
      }),
      catalogServiceMock.factory({ entities }),
      permissions.factory,
      mockServices.auditor.factory(),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ...features,
    ],
  });
  const { server } = backend;
  const send =
    (method: 'get' | 'post' | 'put' | 'delete') =>
    (person: string, path: string, body?: object, headers: object = {}) => {
      const sent = request(server)
        [method](`/api/eks-environments/v1${path}`)
        .set(...as(person))
        .set(headers as Record<string, string>);
      return body ? sent.send(body) : sent;
    };
  return {
    get: send('get'),
    post: send('post'),
    put: send('put'),
    remove: send('delete'),
    server,
    parts: parts!,
    stop: () => backend.stop(),
  };
}

/** What dana sends for a sandbox of her team. */
export const sandboxInput = {
  type: 'create',
  blueprint: 'sandbox',
  name: 'shop-checkout',
  owner: 'group:default/team-shop',
  reason: 'Try the new checkout',
  values: {},
};

/** What dana sends for a cluster that a person approves. */
export const teamInput = {
  type: 'create',
  blueprint: 'team-cluster',
  name: 'shop-load',
  owner: 'group:default/team-shop',
  values: { size: 'large' },
};
