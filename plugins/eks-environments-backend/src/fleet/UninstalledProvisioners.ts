import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { resolveCondition, setCondition } from '../conditions';
import {
  type Clock,
  type EnvironmentRow,
  toColumn,
  whereLiving,
} from '../database';
import type { ProvisionerRegistry } from '../provisioners';

/** Type of the condition of an environment that no replica can work on. */
const PROVISIONER_MISSING = 'ProvisionerMissing';

type Affected = Pick<EnvironmentRow, 'id' | 'provisioner'>;

/**
 * Shows with environments that their provisioner is not installed, because its module was removed: nothing creates, checks or deletes them.
 *
 * @remarks
 *
 * Everything else skips what belongs to a provisioner that is not installed, and logs nothing: this is the one place that tells of it, once.
 */
export class UninstalledProvisioners {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    logger: LoggerService;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** For a schedule. */
  async check(): Promise<void> {
    const { provisioners, logger } = this.#options;
    const missing = await this.#changed(
      await this.#living().whereNotIn('provisioner', provisioners.ids),
      environment => this.#showMissing(environment),
    );
    for (const [provisioner, count] of missing) {
      logger.warn(
        `${count} environments have the provisioner ${provisioner}, which is not installed, so nothing creates, checks or deletes them; install its module`,
      );
    }
    const back = await this.#changed(
      await this.#living()
        .whereIn('provisioner', provisioners.ids)
        .whereIn('id', this.#shown()),
      environment => this.#showInstalled(environment),
    );
    for (const [provisioner, count] of back) {
      logger.info(
        `The provisioner ${provisioner} of ${count} environments is installed again`,
      );
    }
  }

  #living(): Knex.QueryBuilder<EnvironmentRow, Affected[]> {
    return this.#options
      .knex<EnvironmentRow>('environments')
      .modify(whereLiving)
      .select('id', 'provisioner');
  }

  #shown(): Knex.QueryBuilder {
    return this.#options
      .knex('environment_conditions')
      .where({ type: PROVISIONER_MISSING, status: 'True' })
      .select('environment_id');
  }

  /** @returns how many conditions changed, by provisioner */
  async #changed(
    environments: Affected[],
    change: (environment: Affected) => Promise<'changed' | 'unchanged'>,
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const environment of environments) {
      if ((await change(environment)) === 'changed') {
        const { provisioner } = environment;
        counts.set(provisioner, (counts.get(provisioner) ?? 0) + 1);
      }
    }
    return counts;
  }

  #showMissing({ id, provisioner }: Affected) {
    const { knex, clock } = this.#options;
    return setCondition(knex, {
      environmentId: id,
      type: PROVISIONER_MISSING,
      status: 'True',
      reason: 'NotInstalled',
      params: { provisioner },
      message: `The provisioner ${provisioner} is not installed, so nothing creates, checks or deletes this environment. A platform engineer has to install its module.`,
      since: toColumn(clock.now()),
    });
  }

  #showInstalled({ id, provisioner }: Affected) {
    const { knex, clock } = this.#options;
    return resolveCondition(knex, {
      environmentId: id,
      type: PROVISIONER_MISSING,
      reason: 'Installed',
      params: { provisioner },
      message: `The provisioner ${provisioner} is installed.`,
      since: toColumn(clock.now()),
    });
  }
}
