import type {
  EnginePause,
  EnginePauseInput,
  ListBreakers200Response,
  ListDueDeletions200Response,
  ListPauses200Response,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type CallerResolver, callerName } from '../../access/callers';
import type { BreakerScope, CircuitBreakerAdmin } from '../../breakers';
import type { Clock } from '../../database';
import { listDueDeletions } from '../../reaper';
import type { EnginePauses } from '../../pauses';
import type { Call } from '../calls';

const DEFAULT_HOURS = 24;

/** Control of the engine: pauses, circuit breakers and due deletions. */
export class EngineService {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #callers: CallerResolver;
  readonly #pauses: EnginePauses;
  readonly #breakers: CircuitBreakerAdmin;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    callers: CallerResolver;
    pauses: EnginePauses;
    breakers: CircuitBreakerAdmin;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#callers = options.callers;
    this.#pauses = options.pauses;
    this.#breakers = options.breakers;
  }

  async listPauses(): Promise<ListPauses200Response> {
    const items = await this.#pauses.list();
    return { items, totalItems: items.length };
  }

  async pause(
    input: EnginePauseInput,
    { credentials }: Call,
  ): Promise<EnginePause> {
    return this.#pauses.pause(
      input,
      callerName(await this.#callers.resolve(credentials)),
    );
  }

  async resume(id: string, { credentials }: Call): Promise<void> {
    await this.#pauses.resume(
      id,
      callerName(await this.#callers.resolve(credentials)),
    );
  }

  /** Where creations of a provisioner wait because it is in trouble. */
  async listBreakers(): Promise<ListBreakers200Response> {
    const items = await this.#breakers.list();
    return { items, totalItems: items.length };
  }

  /**
   * Lets creations continue at once.
   *
   * @throws NotFoundError when none wait
   */
  async closeBreaker(scope: BreakerScope): Promise<void> {
    await this.#breakers.close(scope);
  }

  /** What the reaper will delete within some hours. */
  async listDueDeletions({
    hours = DEFAULT_HOURS,
  }: {
    hours?: number;
  }): Promise<ListDueDeletions200Response> {
    return listDueDeletions(
      { knex: this.#knex, clock: this.#clock },
      { hours },
    );
  }
}
