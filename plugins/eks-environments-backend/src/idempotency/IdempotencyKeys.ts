import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { type Clock, type IdempotencyKeyRow, toColumn } from '../database';

/** A write that is to have one effect, however often it is sent. */
export interface KeyedWrite {
  /** Keys of different callers have nothing to do with each other. */
  caller: string;
  key: string;
  operation: string;
  /** Of the whole input: the same key with another input is a mistake of the caller. */
  digest: string;
}

/** Ends a transaction whose write another one with the same key has made meanwhile. */
export class KeyTakenError extends Error {
  name = 'KeyTakenError';
}

// Long after anyone tries again: a Scaffolder task that is retried next week is still the same step.
const KEPT_DAYS = 30;

/** @returns undefined for a write without a key */
export function keyedWrite(
  write: Omit<KeyedWrite, 'digest' | 'key'> & {
    key: string | undefined;
    input: unknown;
  },
): KeyedWrite | undefined {
  const { caller, key, operation, input } = write;
  if (key === undefined) {
    return undefined;
  }
  const digest = createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex');
  return { caller, key, operation, digest };
}

/**
 * Remembers writes by the key that their caller gave them.
 *
 * @remarks
 *
 * A key is written first in the transaction of its effect, so both are there or neither; of two transactions with one key the
 * second waits for the first and finds the key taken.
 */
export class IdempotencyKeys {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  /**
   * Makes a write once.
   *
   * @param write - must call {@link IdempotencyKeys.remember} in its transaction, and returns the id of its target
   * @returns the id of the target, of this call or of the one that was first
   * @throws ConflictError when the key was used for something else
   */
  async once(
    write: KeyedWrite | undefined,
    effect: () => Promise<string>,
  ): Promise<string> {
    const earlier = await this.#find(write);
    if (earlier !== undefined) {
      return earlier;
    }
    try {
      return await effect();
    } catch (error) {
      // Whatever went wrong may have gone wrong because the same write had been made a moment before.
      const first = await this.#find(write);
      if (first === undefined) {
        throw error;
      }
      return first;
    }
  }

  /** @throws KeyTakenError when somebody was first */
  async remember(
    transaction: Knex.Transaction,
    write: KeyedWrite | undefined,
    targetId: string,
  ): Promise<void> {
    if (!write) {
      return;
    }
    const inserted = await transaction<IdempotencyKeyRow>('idempotency_keys')
      .insert({
        ...write,
        target_id: targetId,
        created_at: toColumn(this.#clock.now()),
      })
      .onConflict(['caller', 'key'])
      .ignore()
      .returning('key');
    if (inserted.length === 0) {
      throw new KeyTakenError(`The key ${write.key} is taken`);
    }
  }

  /** Forgets keys that nobody will use again. */
  async forgetOld(): Promise<void> {
    await this.#knex<IdempotencyKeyRow>('idempotency_keys')
      .where(
        'created_at',
        '<',
        toColumn(this.#clock.now().minus({ days: KEPT_DAYS })),
      )
      .delete();
  }

  async #find(write: KeyedWrite | undefined): Promise<string | undefined> {
    if (!write) {
      return undefined;
    }
    const row = await this.#knex<IdempotencyKeyRow>('idempotency_keys')
      .where({ caller: write.caller, key: write.key })
      .first();
    if (
      row &&
      (row.operation !== write.operation || row.digest !== write.digest)
    ) {
      throw new ConflictError(
        `Idempotency-Key: "${write.key}" was used for another write; use a new key`,
      );
    }
    return row?.target_id;
  }
}
