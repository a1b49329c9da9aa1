import type { AddressInfo } from 'node:net';
import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { operations } from '../__testUtils__/apiFuzz/document';
import {
  type FuzzedRequest,
  generate,
  type Known,
} from '../__testUtils__/apiFuzz/generate';
import { Random } from '../__testUtils__/apiFuzz/Random';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { as } from '../__testUtils__/people';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../__testUtils__/startTestService';
import { migrate, newId } from '../database';

jest.setTimeout(600_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** `API_FUZZ_SEED=<number>` repeats the requests of an earlier run; `API_FUZZ_REQUESTS` sets how many, for each database. */
const seed = Number(process.env.API_FUZZ_SEED ?? Date.now() % 2 ** 31);
const count = Number(process.env.API_FUZZ_REQUESTS ?? 10_000);

/** Enough to reach each operation at least once. */
const ENOUGH = 5_000;

const AT_ONCE = 8;
const AT = '2026-11-21T10:00:00.000Z';

/** Stack traces, statements and the names of drivers. */
const LEAK =
  /"stack"|\\n\s+at |node_modules|\bSQLITE_|SqliteError|better-sqlite|DatabaseError|knex|(select|insert into|update|delete from)\s[^]{0,2000}[`\\"](requests|environments|leases|events|operations|blueprints|quota_\w+|fleet_\w+|idempotency_keys)[`\\"]/i;

/** The tests have no AWS, and the API reports that correctly. */
const NO_AWS = { operation: 'ListResourceEvents', status: 503 };

/** Operations that need AWS, a failed creation or a finding about AWS. */
const NEVER_REACHED = [
  'ListResourceEvents',
  'ImportCluster',
  'RetryEnvironment',
  'IgnoreFinding',
  'ReopenFinding',
  'DeleteFinding',
  'ResumeOperations',
  'CloseBreaker',
];

interface Answer {
  status: number;
  text: string;
}

describe.each(databases.eachSupportedId())('the REST API on %s', databaseId => {
  async function start(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const api = await startTestService(knex);
    const { port } = api.server.address() as AddressInfo;
    return {
      known: await seedEverything(knex, api),
      send: (request: FuzzedRequest) =>
        send(`http://localhost:${port}/api/eks-environments`, request),
    };
  }

  it(`answers ${count} requests without a failure of its own (seed ${seed})`, async () => {
    const { known, send: sendTo } = await start(databaseId);
    const failures: object[] = [];
    const reached = new Set<string>();
    let next = 0;
    const worker = async () => {
      while (next < count && failures.length < 5) {
        const index = next;
        next += 1;
        const request = generate(new Random(seed + index * 7919), known);
        const answer = await sendTo(request);
        if (isWrong(request, answer)) {
          failures.push({ seed, index, request, answer });
        } else if (passedValidation(answer)) {
          reached.add(request.operation);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(failures).toEqual([]);
    // An operation whose requests all fail validation is not tested.
    const expected = operations
      .map(({ id }) => id)
      .filter(id => count >= ENOUGH && !NEVER_REACHED.includes(id));
    expect(expected.filter(id => !reached.has(id))).toEqual([]);
  });
});

function isWrong({ operation }: FuzzedRequest, { status, text }: Answer) {
  const isExpected = operation === NO_AWS.operation && status === NO_AWS.status;
  return (
    (status >= 500 && !isExpected) ||
    status === 0 ||
    (status >= 400 && LEAK.test(text))
  );
}

/** Succeeded, or was refused because of the present state: quotas that other requests of the run set to zero, for example. */
function passedValidation({ status, text }: Answer) {
  return (
    status < 300 || (status === 409 && !text.includes('Idempotency-Key: '))
  );
}

async function send(
  base: string,
  { person, method, target, headers, body }: FuzzedRequest,
): Promise<Answer> {
  const [name, token] = person ? as(person) : ['X-Nobody', 'nobody'];
  try {
    const response = await fetch(`${base}${target}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...headers,
        [name]: token,
      },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** Seeds rows of every kind, and returns what requests can name. */
async function seedEverything(
  knex: Knex,
  api: Awaited<ReturnType<typeof startTestService>>,
): Promise<Known> {
  const environments = [];
  const operationIds = [];
  for (let index = 0; index < 150; index += 1) {
    const { id } = await insertEnvironment(
      knex,
      {
        state: index % 4 === 3 ? 'Deprovisioned' : 'Ready',
        hourly_cost: index * 1_000,
      },
      { maximum_extensions: 1_000, warnings: '["P1D"]' },
    );
    const operationId = newId();
    await knex('operations').insert({
      id: operationId,
      environment_id: id,
      type: 'create',
      lane: 'build',
      state: 'Succeeded',
      phases: '[]',
      created_at: AT,
      due_at: AT,
    });
    await knex('operation_log').insert({
      operation_id: operationId,
      sequence: 1,
      time: AT,
      level: 'info',
      text: 'one line',
    });
    environments.push(id);
    operationIds.push(operationId);
  }
  const requests = [];
  for (let index = 0; index < 8; index += 1) {
    const { body } = await api.post('dana', '/requests', {
      ...(index % 2 === 0 ? sandboxInput : teamInput),
      name: `seed-${index}`,
    });
    requests.push(body.id);
  }
  const [id, operationId] = [environments[0], operationIds[0]];
  const cursors = [];
  for (const path of [
    '/environments?limit=2&orderBy=hourlyCost,asc',
    '/environments?limit=2&orderBy=name,desc',
    '/requests?limit=1',
    `/environments/${environments[0]}/events?limit=1`,
  ]) {
    const { body } = await api.get('pat', path);
    cursors.push(...Object.values(body.pageInfo ?? {}));
  }
  return {
    // The first environment and its operation belong together, so that logs are read.
    id: [...environments, ...environments.map(() => id), 'nobody'],
    'requests.id': [...requests, 'nobody'],
    'quotas.scope': ['everyone', 'group:default/team-shop', 'user:default/ari'],
    'quotas.dimension': ['environments', 'nodes', 'vcpu', 'hourlyCost'],
    // Nothing is configured there, so that no unreachable AWS is called.
    'fleet.region': ['eu-north-1'],
    // A type of operations of which nothing is asked.
    'environments.type': ['hibernate', 'resume'],
    'environments.input': [{}],
    operationId: [...operationIds, ...operationIds.map(() => operationId)],
    environmentId: environments,
    name: Array.from({ length: 50 }, (_, index) => `fuzz-${index}`),
    'blueprints.name': ['sandbox', 'team-cluster'],
    blueprint: ['sandbox', 'team-cluster'],
    version: [1, 2],
    owner: [
      'group:default/team-shop',
      'user:default/dana',
      'user:default/pat',
      'team-search',
    ],
    scope: ['mine', 'teams', 'all', 'everyone', 'group:default/team-shop'],
    account: ['sandbox'],
    region: ['eu-west-1', 'us-east-1'],
    lease: ['P1D', 'PT4H', 'P5D'],
    duration: ['PT1H', 'P1D'],
    orderBy: ['name,asc', 'createdAt,desc', 'expiresAt,asc', 'owner,desc'],
    values: [{}, { nodes: 2 }, { size: 'large' }],
    limit: [1, 5, 20],
    cursor: cursors,
  };
}
