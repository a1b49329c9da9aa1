import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  type EnginePause,
  type EnginePauseInput,
  operationLaneLabels,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { AccountConfig } from '../config';
import { type Clock, type EnginePauseRow, newId, toColumn } from '../database';
import { eventText, withReason } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { assertText } from '../util/text';
import type { EnginePauses } from './types';
import { wherePaused } from './wherePaused';

const MAXIMUM_REASON = 500; // characters

interface DatabaseEnginePausesOptions {
  knex: Knex;
  clock: Clock;
  accounts: AccountConfig[];
  events: EventRecorder;
  changes: ChangePublisher;
}

/** Pauses in the database. Every claim reads them. */
export class DatabaseEnginePauses implements EnginePauses {
  readonly #options: DatabaseEnginePausesOptions;

  constructor(options: DatabaseEnginePausesOptions) {
    this.#options = options;
  }

  async list(): Promise<EnginePause[]> {
    const { knex } = this.#options;
    const waiting = knex('operations')
      .where('operations.state', 'Pending')
      .where(wherePaused)
      .count();
    const rows: Array<EnginePauseRow & { waiting: number | string }> =
      await knex('engine_pauses')
        .select('engine_pauses.*', { waiting })
        .orderBy('id');
    return rows.map(({ waiting: count, ...row }) => ({
      ...toPause(row),
      waiting: Number(count),
    }));
  }

  async pause(input: EnginePauseInput, actor: string): Promise<EnginePause> {
    const { knex, clock, events, changes } = this.#options;
    const { lane, account } = input;
    const reason = input.reason.trim();
    if (reason === '') {
      throw new InputError('reason must say why, for everybody who waits');
    }
    assertText('reason', reason, MAXIMUM_REASON);
    this.#assertAccount(account);
    const at = toColumn(clock.now());
    const row: EnginePauseRow = {
      id: newId(),
      lane,
      account: account ?? null,
      reason,
      paused_by: actor,
      paused_at: at,
    };
    await knex.transaction(async transaction => {
      // The unique index decides when two people pause at the same time.
      const inserted = await transaction<EnginePauseRow>('engine_pauses')
        .insert(row)
        .onConflict()
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        throw new ConflictError(`${formatScope(row)} are paused already`);
      }
      await events.record(transaction, {
        type: 'EnginePaused',
        actor,
        ...withReason(
          eventText('operations-paused', { operations: formatScope(row) }),
          reason,
        ),
        data: { lane, account, reason },
        at,
      });
    });
    changes.publish({ type: 'EnginePaused' });
    const paused = (await this.list()).find(({ id }) => id === row.id);
    // The pause may have been lifted in the meantime.
    return paused ?? { ...toPause(row), waiting: 0 };
  }

  async resume(id: string, actor: string): Promise<void> {
    const { knex, clock, events, changes } = this.#options;
    await knex.transaction(async transaction => {
      const pauses = () => transaction<EnginePauseRow>('engine_pauses');
      const row = await pauses().where({ id }).first();
      // When two people lift it at the same time, the second finds no row.
      if (!row || (await pauses().where({ id }).delete()) === 0) {
        throw new NotFoundError(`There is no pause ${id}; it may be lifted`);
      }
      await events.record(transaction, {
        type: 'EngineResumed',
        actor,
        ...eventText('operations-resumed', { operations: formatScope(row) }),
        data: { lane: row.lane, account: row.account ?? undefined },
        at: toColumn(clock.now()),
      });
    });
    // Wakes the engine of this replica, too.
    changes.publish({ type: 'EngineResumed' });
  }

  #assertAccount(account: string | undefined): void {
    const known = this.#options.accounts.map(({ id }) => id);
    if (account !== undefined && !known.includes(account)) {
      throw new InputError(
        `account must be one of ${known.join(', ')}, not ${account}`,
      );
    }
  }
}

function formatScope({
  lane,
  account,
}: Pick<EnginePauseRow, 'lane' | 'account'>): string {
  const what = operationLaneLabels[lane];
  return account === null ? what : `${what} in ${account}`;
}

function toPause(row: EnginePauseRow): Omit<EnginePause, 'waiting'> {
  return {
    id: row.id,
    lane: row.lane,
    account: row.account ?? undefined,
    reason: row.reason,
    pausedBy: row.paused_by,
    pausedAt: row.paused_at,
  };
}
