import type { OperationFailure } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type CircuitBreakerRow,
  databaseNow,
  newId,
  type OperationRow,
} from '../database';
import { toStoredFailure } from '../failures';
import {
  type OperationTypes,
  type RunnableOperations,
  type RunnableType,
  whereAttended,
  whereRunnable,
} from '../operations';
import { closedBreaker } from './closedBreaker';
import { isCounted, opens, pauseSeconds } from './countedFailures';
import type { BreakerScope } from './types';

/** What breakers need of an operation. */
type Settled = Pick<OperationRow, 'id' | 'environment_id' | 'type'>;

/**
 * A circuit breaker for each provisioner in an account and region, shared by all replicas: a row, because the state of a breaker library is local to its
 * process.
 *
 * @remarks
 *
 * Only operation types that count for breakers are held back, such as creations. Their failures open it.
 *
 * - closed: operations are claimed as usual. When several in a row fail in a way that says that it is in trouble, it opens.
 * - open: none is claimed ({@link passesBreaker}). After a pause, one waiting operation is admitted as the probe.
 * - half-open: the probe runs. When it succeeds, the others may begin; when it fails in the same way, the next pause is twice as long; when
 *   it ends in any other way (cancelled, a wrong config), it proved nothing, and another one is admitted.
 *
 * The probe is an operation, so the claim on it, by the database's clock and with a fencing token, is the claim on the probe: a replica
 * that dies leaves no breaker half-open.
 */
export class CircuitBreakers {
  readonly #knex: Knex;
  readonly #types: OperationTypes;
  readonly #runnable: RunnableOperations;
  readonly #firstBackoffSeconds: number;
  readonly #random: (() => number) | undefined;

  constructor(options: {
    knex: Knex;
    types: OperationTypes;
    runnable: RunnableOperations;
    firstBackoffSeconds: number;
    /** Between 0 and 1; for tests. */
    random?: () => number;
  }) {
    this.#knex = options.knex;
    this.#types = options.types;
    this.#runnable = options.runnable;
    this.#firstBackoffSeconds = options.firstBackoffSeconds;
    this.#random = options.random;
  }

  /**
   * Counts a failed attempt, in the transaction that settles it, if its type counts for breakers. Of an operation that fails repeatedly
   * only the first failure counts, until another operation fails.
   */
  async failed(
    transaction: Knex.Transaction,
    operation: Settled,
    options: { failure: OperationFailure; at: string },
  ): Promise<void> {
    const { failure, at } = options;
    if (!this.#counts(operation) || !isCounted(failure)) {
      return;
    }
    const scope = await scopeOf(transaction, operation);
    await transaction<CircuitBreakerRow>('circuit_breakers')
      .insert({ ...scope, ...closedBreaker() })
      .onConflict(['provisioner', 'account', 'region'])
      .ignore();
    // The write comes first: it locks the row, so that of two concurrent failures both are counted.
    const [row] = await transaction<CircuitBreakerRow>('circuit_breakers')
      .where(scope)
      .update({
        failures: transaction.raw(
          'case when failed_operation = ? then failures else failures + 1 end',
          [operation.id],
        ),
        failed_operation: operation.id,
        failure: JSON.stringify(
          toStoredFailure(failure, { at, next: 'retry' }),
        ),
        fencing_token: newId(),
      })
      .returning('*');
    const probeFailed = row.state === 'halfOpen' && row.probe === operation.id;
    if (
      probeFailed ||
      (row.state === 'closed' && opens(failure, row.failures))
    ) {
      await this.#open(transaction, row, failure);
    }
  }

  /**
   * An operation succeeded: its provisioner works. The success of a type that does not count, such as a deletion, shows that it answers and
   * that there is room again.
   */
  async succeeded(
    transaction: Knex.Transaction,
    operation: Settled,
  ): Promise<void> {
    const scope = await scopeOf(transaction, operation);
    const breaker = await transaction<CircuitBreakerRow>('circuit_breakers')
      .where(scope)
      .first();
    if (!breaker || breaker.failures === 0) {
      return;
    }
    const rows =
      transaction<CircuitBreakerRow>('circuit_breakers').where(scope);
    if (this.#counts(operation) || classOf(breaker) === 'transient') {
      await rows.update(closedBreaker());
      return;
    }
    await rows.where('state', 'open').update({
      retry_at: databaseNow(transaction),
      fencing_token: newId(),
    });
  }

  /**
   * A probe found before it began that what opened the breaker is over: there is an answer, or the quota has room. The others need not wait for
   * the quarter of an hour until the probe succeeds.
   */
  async foundRecovered(
    operation: Pick<Settled, 'id'>,
    options: { quotasWereRead: boolean },
  ): Promise<void> {
    const probed = () =>
      this.#knex<CircuitBreakerRow>('circuit_breakers').where({
        state: 'halfOpen',
        probe: operation.id,
      });
    const breaker = await probed().first();
    const over =
      breaker &&
      (classOf(breaker) === 'transient' ||
        (classOf(breaker) === 'quota' && options.quotasWereRead));
    if (over) {
      await probed()
        .where('fencing_token', breaker.fencing_token)
        .update(closedBreaker());
    }
  }

  /**
   * Admits one operation as the probe if a pause is over, or if the previous probe proves nothing: it ended, or no replica can run it any
   * more.
   */
  async admitProbes(): Promise<void> {
    const runnable = await this.#runnable.read();
    const due = await this.#knex<CircuitBreakerRow>('circuit_breakers')
      .where(open =>
        open
          .where('state', 'open')
          .where('retry_at', '<=', databaseNow(this.#knex)),
      )
      .orWhere(probed =>
        probed
          .where('state', 'halfOpen')
          .whereNotIn('probe', this.#proving(runnable)),
      );
    for (const breaker of due) {
      await this.#admit(breaker, runnable);
    }
  }

  /** The ids of open operations whose end will prove something. */
  #proving(runnable: readonly RunnableType[]): Knex.QueryBuilder {
    const knex = this.#knex;
    return knex('operations')
      .select('id')
      .whereIn('type', this.#types.countedForBreakers())
      .where(open =>
        open
          .where(waiting => {
            waiting.where('state', 'Pending').modify(whereRunnable, runnable);
          })
          .orWhere(running => {
            running.modify(whereAttended, knex, { runnable });
          }),
      );
  }

  #counts({ type }: Settled): boolean {
    return this.#types.countedForBreakers().includes(type);
  }

  async #open(
    transaction: Knex.Transaction,
    row: CircuitBreakerRow,
    failure: OperationFailure,
  ): Promise<void> {
    const { provisioner, account, region } = row;
    const openings = row.openings + 1;
    const seconds = pauseSeconds(failure, {
      openings,
      firstBackoffSeconds: this.#firstBackoffSeconds,
      random: this.#random,
    });
    await transaction<CircuitBreakerRow>('circuit_breakers')
      .where({ provisioner, account, region })
      .update({
        state: 'open',
        openings,
        opened_at: row.opened_at ?? databaseNow(transaction),
        retry_at: databaseNow(transaction, seconds),
        probe: null,
      });
  }

  /**
   * Chooses the owner with the fewest probes since the breaker opened, oldest first: fifty requests of one team are not tried before the
   * first of another.
   */
  async #admit(
    breaker: CircuitBreakerRow,
    runnable: readonly RunnableType[],
  ): Promise<void> {
    const { provisioner, account, region, fencing_token } = breaker;
    const turns = this.#knex('operations as tried')
      .join('environments as placed', 'placed.id', 'tried.environment_id')
      .where({
        'placed.provisioner': provisioner,
        'placed.account': account,
        'placed.region': region,
        'tried.state': 'Failed',
      })
      .whereIn('tried.type', this.#types.countedForBreakers())
      .where('tried.finished_at', '>=', breaker.opened_at ?? '')
      .whereRaw('placed.owner = environments.owner');
    const candidate: Pick<OperationRow, 'id'> | undefined = await this.#knex(
      'operations',
    )
      .join('environments', 'environments.id', 'operations.environment_id')
      .where({
        'environments.provisioner': provisioner,
        'environments.account': account,
        'environments.region': region,
        'operations.state': 'Pending',
      })
      .whereIn('operations.type', this.#types.countedForBreakers())
      .modify(whereRunnable, runnable)
      .where('operations.due_at', '<=', databaseNow(this.#knex))
      .orderBy(turns.count())
      .orderBy('operations.due_at')
      .orderBy('operations.id')
      .first('operations.id');
    if (candidate) {
      // Another replica may have chosen meanwhile.
      await this.#knex<CircuitBreakerRow>('circuit_breakers')
        .where({ provisioner, account, region, fencing_token })
        .update({
          state: 'halfOpen',
          probe: candidate.id,
          fencing_token: newId(),
        });
    }
  }
}

async function scopeOf(
  knex: Knex,
  { environment_id: id }: Settled,
): Promise<BreakerScope> {
  const scope: BreakerScope | undefined = await knex('environments')
    .where({ id })
    .first('provisioner', 'account', 'region');
  if (!scope) {
    throw new Error(`There is no environment ${id}`);
  }
  return scope;
}

function classOf({ failure }: CircuitBreakerRow): string | undefined {
  return failure === null ? undefined : JSON.parse(failure).class;
}
