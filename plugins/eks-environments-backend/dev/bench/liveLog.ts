import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { newId } from '../../src/database';
import type { EnvironmentReader } from '../../src/api/environments/EnvironmentReader';
import { OperationLogFeed } from '../../src/api/logs/OperationLogFeed';
import type { OperationRef } from '../../src/api/environments/OperationRef';
import { type Comparison, costOf } from './measure';
import { readerOn } from './readerOn';

/*
 * What 200 viewers of one log cost the backend while an operation writes: our feed, and a page that asks for new lines each second. Both
 * without HTTP, which would cost the second one more; both turn each line into text for each viewer, which ours does once for all.
 */

const VIEWERS = 200;
const BATCHES = 8;
const LINES_PER_BATCH = 5;
const BATCH_EVERY = 500; // milliseconds
const POLL_EVERY = 1_000;

export async function compareLiveLog(knex: Knex): Promise<Comparison[]> {
  const reader = readerOn(knex);
  const ours = await watched(knex, VIEWERS, followWith(reader));
  const oneOfOurs = await watched(knex, 1, followWith(reader));
  const polled = await watched(knex, VIEWERS, pollWith(reader));
  const lines = BATCHES * LINES_PER_BATCH;
  return [
    {
      what: `A log with ${VIEWERS} viewers`,
      unit: 'queries per line',
      ours: ours.reads / lines,
      otherwise: 'each asks every second',
      theirs: polled.reads / lines,
    },
    {
      what: `A log with ${VIEWERS} viewers`,
      unit: 'ms of CPU per line',
      ours: ours.cpuMs / lines,
      otherwise: 'each asks every second',
      theirs: polled.cpuMs / lines,
    },
    {
      what: 'A log with 1 viewer',
      unit: 'queries per line',
      ours: oneOfOurs.reads / lines,
      otherwise: `the same with ${VIEWERS}`,
      theirs: ours.reads / lines,
    },
  ];
}

type View = (operation: OperationRef, signal: AbortSignal) => Promise<void>;

/** What it costs while the log is written; the joining of the viewers does not count. */
async function watched(
  knex: Knex,
  viewers: number,
  startViewing: () => View,
): Promise<{ reads: number; cpuMs: number }> {
  const operation = await insertOperation(knex);
  const gone = new AbortController();
  const view = startViewing();
  const views = Array.from({ length: viewers }, () =>
    view(operation, gone.signal),
  );
  await wait(POLL_EVERY);
  const cost = await costOf(knex, async () => {
    for (let batch = 0; batch < BATCHES; batch++) {
      await write(knex, operation, batch * LINES_PER_BATCH);
      await wait(BATCH_EVERY);
    }
  });
  gone.abort();
  await Promise.all(views);
  return cost;
}

function followWith(reader: EnvironmentReader): () => View {
  const silent = () => {};
  const logger = {
    child: () => logger,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
  };
  return () => {
    const feed = new OperationLogFeed({ source: reader, logger });
    return async (operation, signal) => {
      for await (const update of feed.follow(operation, { after: 0, signal })) {
        JSON.stringify(update);
      }
    };
  };
}

function pollWith(reader: EnvironmentReader): () => View {
  let started = 0;
  return () => async (operation, signal) => {
    // People open pages at different moments.
    started += 1;
    await wait((started / VIEWERS) * POLL_EVERY);
    let after = 0;
    while (!signal.aborted) {
      const { items } = await reader.getOperationLog(operation, { after });
      JSON.stringify(items);
      after = items.at(-1)?.sequence ?? after;
      await wait(POLL_EVERY);
    }
  };
}

async function insertOperation(knex: Knex): Promise<OperationRef> {
  const { id: environmentId } = await knex('environments').first('id');
  await knex('operations').delete();
  const operationId = newId();
  const at = '2026-11-21T10:00:00.000Z';
  await knex('operations').insert({
    id: operationId,
    environment_id: environmentId,
    type: 'create',
    lane: 'build',
    state: 'Running',
    phases: '[]',
    created_at: at,
    due_at: at,
  });
  return { environmentId, operationId };
}

async function write(
  knex: Knex,
  { operationId }: OperationRef,
  written: number,
): Promise<void> {
  await knex('operation_log').insert(
    Array.from({ length: LINES_PER_BATCH }, (_, index) => ({
      operation_id: operationId,
      sequence: written + index + 1,
      time: '2026-11-21T10:00:00.000Z',
      level: 'info',
      text: 'waiting for CloudFormation stack "eksctl-shop-x7k2-cluster"',
    })),
  );
}
