import type { AddressInfo } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { allowAnyMove } from '../../__testUtils__/allowAnyMove';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { as } from '../../__testUtils__/people';
import { startTestService } from '../../__testUtils__/startTestService';
import { until } from '../../__testUtils__/until';
import { migrate, newId } from '../../database';

/* The live log over real connections, on both databases: interrupted, and with many viewers. */

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const at = '2026-11-21T10:00:00.000Z';

/** A browser's EventSource, as far as it matters here. */
class Viewer {
  readonly lines: Array<{ sequence: number; text: string }> = [];
  ended = false;
  readonly #url: string;
  #lastEventId: string | undefined;
  #connection = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  async connect(): Promise<void> {
    const [name, value] = as('dana');
    this.#connection = new AbortController();
    const { body, status } = await fetch(this.#url, {
      signal: this.#connection.signal,
      headers: {
        [name]: value,
        ...(this.#lastEventId && { 'Last-Event-ID': this.#lastEventId }),
      },
    });
    if (status !== 200 || !body) {
      throw new Error(`The stream was answered with ${status}`);
    }
    this.#reading = this.#read(body).catch(() => {});
  }

  async cut(): Promise<void> {
    this.#connection.abort();
    await this.#reading;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      const events = (text + decoder.decode(chunk, { stream: true })).split(
        '\n\n',
      );
      text = events.pop() ?? '';
      for (const event of events) {
        this.#take(event);
      }
    }
  }

  #take(event: string): void {
    const id = /^id: (.*)$/m.exec(event)?.[1];
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (id !== undefined && data !== undefined) {
      this.#lastEventId = id;
      this.lines.push(JSON.parse(data));
    }
    this.ended ||= event.startsWith('event: end');
  }
}

describe.each(databases.eachSupportedId())('a live log on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;
  let operationId: string;
  let url: string;
  let written = 0;
  const viewers: Viewer[] = [];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    await allowAnyMove(knex);
    api = await startTestService(knex, { logStreams: { perPerson: 200 } });
  });

  beforeEach(async () => {
    const { id } = await insertEnvironment(knex);
    operationId = newId();
    written = 0;
    await knex('operations').insert({
      id: operationId,
      environment_id: id,
      type: 'create',
      lane: 'build',
      state: 'Running',
      phases: '[]',
      created_at: at,
      due_at: at,
    });
    const { port } = api.server.address() as AddressInfo;
    url = `http://localhost:${port}/api/eks-environments/v1/environments/${id}/operations/${operationId}/log/stream`;
  });

  afterEach(async () => {
    await Promise.all(viewers.splice(0).map(viewer => viewer.cut()));
  });

  async function write(lines: number): Promise<void> {
    await knex.batchInsert(
      'operation_log',
      Array.from({ length: lines }, () => {
        written += 1;
        return {
          operation_id: operationId,
          sequence: written,
          time: at,
          level: 'info',
          text: `line ${written}`,
        };
      }),
      100,
    );
  }

  async function join(count: number): Promise<Viewer[]> {
    const joined = Array.from({ length: count }, () => new Viewer(url));
    viewers.push(...joined);
    await Promise.all(joined.map(viewer => viewer.connect()));
    return joined;
  }

  const allHave = (those: Viewer[], count: number) =>
    until(
      async () => those.every(({ lines }) => lines.length >= count),
      `${count} lines`,
    );

  it('goes on after the last line when the connection was cut, without a gap or a repetition', async () => {
    await write(700);
    const [viewer] = await join(1);
    await allHave([viewer], 700);
    await viewer.cut();
    await write(600);
    await viewer.connect();
    await write(5);
    await allHave([viewer], 1_305);
    await viewer.cut();
    await write(1);
    await knex('operations')
      .where({ id: operationId })
      .update({ state: 'Succeeded' });
    await viewer.connect();
    await until(async () => viewer.ended, 'the end');

    expect(viewer.lines.map(({ text }) => text)).toEqual(
      Array.from({ length: 1_306 }, (_, index) => `line ${index + 1}`),
    );
  });

  it('has a bounded number of places for one person, and a closed one is free again', async () => {
    await write(1);
    const open = await join(200);
    await allHave(open, 1);
    const refused = await api.get(
      'dana',
      new URL(url).pathname.split('/v1')[1],
    );
    expect(refused.status).toBe(429);
    expect(refused.body.error.message).toMatch(
      /^You have 200 log streams open, the limit for one person/,
    );
    await open[0].cut();
    const again = new Viewer(url);
    viewers.push(again);
    await until(
      async () =>
        again.connect().then(
          () => true,
          () => false,
        ),
      'a place',
    );
    await allHave([again], 1);
  });

  it('costs the database the same for two hundred viewers as for one', async () => {
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    const costOf = async (those: Viewer[]) => {
      const before = those[0].lines.length;
      queries = 0;
      knex.on('query', count);
      const start = performance.now();
      for (const batch of [1, 2, 3]) {
        await write(10);
        await allHave(those, before + batch * 10);
      }
      const seconds = (performance.now() - start) / 1_000;
      knex.removeListener('query', count);
      return queries / seconds;
    };
    await write(1);
    const [first] = await join(1);
    await allHave([first], 1);
    const one = await costOf([first]);

    const others = await join(199);
    await allHave([first, ...others], 31);
    const all = await costOf([first, ...others]);

    // Queries per second: two polls of two queries, and the lines that the test writes.
    expect(all).toBeLessThan(one * 1.5);
    for (const viewer of [first, ...others]) {
      expect(viewer.lines.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 61 }, (_, index) => index + 1),
      );
    }
  });
});
