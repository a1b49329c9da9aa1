import type {
  Operation,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type Clock, fromColumn, type OperationRow } from '../database';

/** Old runs say little about today. */
const NEWEST_ENVIRONMENTS = 20;
/** Milliseconds. Every open page asks, and the answer changes a few times a day. */
const KEPT = 60_000;

/** The operations to look up. */
type TypeAndLane = Pick<OperationRow, 'type' | 'lane'>;

/** Medians, in seconds. */
interface Durations {
  whole?: number;
  phases: Map<string, number>;
}

/** How long operations usually take: the median of the past operations of a blueprint in this installation. */
export class UsualDurations {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #answers = new Map<
    string,
    { at: number; durations: Promise<Durations> }
  >();

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  /** Adds the usual duration to an operation and to each of its phases. Adds nothing before the first one completed. */
  async addTo(operation: Operation, blueprint: string): Promise<Operation> {
    const { whole, phases } = await this.#of(blueprint, operation);
    return {
      ...operation,
      usualSeconds: whole,
      phases: operation.phases.map(phase => ({
        ...phase,
        usualSeconds: phases.get(phase.id),
      })),
    };
  }

  /** The usual duration of a whole operation, in seconds; undefined before the first one completed. */
  async wholeSeconds(
    blueprint: string,
    operation: TypeAndLane,
  ): Promise<number | undefined> {
    return (await this.#of(blueprint, operation)).whole;
  }

  #of(blueprint: string, operation: TypeAndLane): Promise<Durations> {
    const key = `${operation.type} ${blueprint}`;
    const now = this.#clock.now().toMillis();
    const known = this.#answers.get(key);
    if (known && now - known.at < KEPT) {
      return known.durations;
    }
    const durations = this.#read(blueprint, operation);
    this.#answers.set(key, { at: now, durations });
    durations.catch(() => this.#answers.delete(key));
    return durations;
  }

  async #read(
    blueprint: string,
    { type, lane }: TypeAndLane,
  ): Promise<Durations> {
    const newest = this.#knex('environments')
      .select('id')
      .where('blueprint_name', blueprint)
      .whereNotNull(lane === 'teardown' ? 'ended_at' : 'ready_at')
      .orderBy('created_at', 'desc')
      .limit(NEWEST_ENVIRONMENTS);
    // A retry would include the pause before it.
    const rows: OperationRow[] = await this.#knex('operations')
      .whereIn('environment_id', newest)
      .where({ type, state: 'Succeeded', attempt: 1 });
    const seen = new Map<string, number[]>();
    for (const { id, startedAt, finishedAt } of rows.flatMap(phasesOf)) {
      if (startedAt && finishedAt) {
        const before = seen.get(id) ?? [];
        seen.set(id, [...before, secondsBetween(startedAt, finishedAt)]);
      }
    }
    const whole = rows.flatMap(({ started_at: start, finished_at: finish }) =>
      start && finish ? [secondsBetween(start, finish)] : [],
    );
    return {
      whole: whole.length > 0 ? median(whole) : undefined,
      phases: new Map([...seen].map(([id, all]) => [id, median(all)])),
    };
  }
}

function phasesOf({ phases }: OperationRow): OperationPhase[] {
  return JSON.parse(phases);
}

function secondsBetween(start: string, finish: string): number {
  return Math.round(fromColumn(finish).diff(fromColumn(start)).as('seconds'));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
