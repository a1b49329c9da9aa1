import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { as } from '../../__testUtils__/people';
import { startTestService } from '../../__testUtils__/startTestService';
import { migrate, newId } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const at = '2026-11-21T10:00:00.000Z';

describe('the log of an operation', () => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;
  let path: string;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    api = await startTestService(knex);
    const { id } = await insertEnvironment(knex);
    const operationId = newId();
    await knex('operations').insert({
      id: operationId,
      environment_id: id,
      type: 'create',
      lane: 'build',
      state: 'Succeeded',
      phases: '[]',
      created_at: at,
      due_at: at,
    });
    await knex('operation_log').insert(
      ['one', 'two\nlines', 'three'].map((text, index) => ({
        operation_id: operationId,
        sequence: index + 1,
        time: at,
        level: 'info',
        text,
      })),
    );
    path = `/environments/${id}/operations/${operationId}/log`;
  });

  it('is read in pages', async () => {
    const first = await api.get('dana', `${path}?limit=2`);
    const rest = await api.get('dana', `${path}?after=2`);

    expect(first.body.complete).toBe(false);
    expect(rest.body).toEqual({
      complete: true,
      items: [{ sequence: 3, time: at, level: 'info', text: 'three' }],
    });
  });

  it('streams what is left as events, with the line numbers as their ids, and ends', async () => {
    const { port } = api.server.address() as { port: number };
    const [name, value] = as('dana');
    const response = await fetch(
      `http://localhost:${port}/api/eks-environments/v1${path}/stream?after=1`,
      { headers: { [name]: value, 'Accept-Encoding': 'gzip' } },
    );
    const text = await response.text();

    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(response.headers.get('content-encoding')).toBeNull();
    const events = text.trim().split('\n\n');
    expect(events[0]).toBe(
      `id: 2\ndata: ${JSON.stringify({
        sequence: 2,
        time: at,
        level: 'info',
        text: 'two\nlines',
      })}`,
    );
    expect(events[1]).toMatch(/^id: 3\n/);
    expect(events[2]).toMatch(/^event: progress\ndata: .*"Succeeded"/);
    expect(events[3]).toBe('event: end\ndata: {}');
  });

  it('is downloaded whole, as a text file', async () => {
    const { status, headers, text } = await api.get('dana', `${path}/download`);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="create-[0-9A-Z]{26}\.log"$/,
    );
    expect(text).toBe(
      [
        `${at} info     one`,
        `${at} info     two`,
        'lines',
        `${at} info     three`,
        '',
      ].join('\n'),
    );
  });

  it('can no longer be downloaded when it was removed, and the operation says so', async () => {
    const { id } = await insertEnvironment(knex);
    const operationId = newId();
    await knex('operations').insert({
      id: operationId,
      environment_id: id,
      type: 'delete',
      lane: 'teardown',
      state: 'Failed',
      phases: '[]',
      created_at: at,
      due_at: at,
      finished_at: at,
      log_removed_at: '2027-02-20T10:00:00.000Z',
    });
    const download = await api.get(
      'dana',
      `/environments/${id}/operations/${operationId}/log/download`,
    );
    const operations = await api.get('dana', `/environments/${id}/operations`);

    expect(download.status).toBe(404);
    expect(download.body.error.message).toMatch(
      /removed on 2027-02-20T10:00:00.000Z/,
    );
    expect(operations.body.items).toMatchObject([
      { logRemovedAt: '2027-02-20T10:00:00.000Z', maximumAttempts: 3 },
    ]);
  });

  it('is not for other teams, streamed, downloaded or neither', async () => {
    const read = await api.get('olga', path);
    const streamed = await api.get('olga', `${path}/stream`);
    const downloaded = await api.get('olga', `${path}/download`);
    expect([read.status, streamed.status, downloaded.status]).toEqual([
      404, 404, 404,
    ]);
    expect(streamed.headers['content-type']).toMatch(/json/);
  });

  it('refuses a Last-Event-ID that is no number, with the name of the header', async () => {
    const [name, value] = as('dana');
    const { status, body } = await api.get('dana', `${path}/stream`).set({
      [name]: value,
      'Last-Event-ID': 'one',
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Last-Event-ID: /);
  });
});
