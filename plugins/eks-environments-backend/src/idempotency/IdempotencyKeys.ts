import { createHash } from 'node:crypto';
import { ConflictError, InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { type Clock, type IdempotencyKeyRow, toColumn } from '../database';
import { assertText } from '../util/text';

/** A write that takes effect once, even if it is sent several times. */
export interface KeyedWrite {
  /** The caller. Keys of different callers are independent. */
  caller: string;
  key: string;
  operation: string;
  /** Digest of the whole input. The same key with another input is an error of the caller. */
  digest: string;
}

/** Rolls back a transaction when another one has written with the same key in the meantime. */
class KeyTakenError extends Error {
  name = 'KeyTakenError';
}

// Longer than any retry: a Scaffolder task that is retried a week later still uses the same key.
const KEPT_DAYS = 30;

const MAXIMUM_KEY = 255; // characters, the size of the column

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

/** @throws InputError for a key that cannot be stored */
export function assertIdempotencyKey(key: string | undefined): void {
  if (key === undefined) {
    return;
  }
  if (key === '' || key.length > MAXIMUM_KEY) {
    throw new InputError(
      `Idempotency-Key: must have 1 to ${MAXIMUM_KEY} characters`,
    );
  }
  assertText('Idempotency-Key', key, MAXIMUM_KEY);
}

/**
 * Stores writes by the idempotency key of their caller.
 *
 * @remarks
 *
 * A key is inserted first in the transaction of its effect, so both are committed or neither is. Of two transactions with the same key, the
 * second waits for the first and then finds the key taken.
 */
export class IdempotencyKeys {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  /**
   * Runs a write once.
   *
   * @param write - must call {@link IdempotencyKeys.remember} in its transaction, and returns the id of its target
   * @returns the id of the target, from this call or from the first one
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
      // The error may be a consequence of the same write, committed a moment before.
      const first = await this.#find(write);
      if (first === undefined) {
        throw error;
      }
      return first;
    }
  }

  /** @throws KeyTakenError when another transaction has written the key */
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

  /** Deletes keys that are too old to be used again. */
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
