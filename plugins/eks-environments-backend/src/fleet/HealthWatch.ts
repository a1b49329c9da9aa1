import {
  answers,
  isOn,
  openOperationStates,
  powersWhere,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ResourceHealth } from 'backstage-plugin-eks-environments-node';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import { setCondition } from '../conditions';
import {
  type Clock,
  databaseNow,
  type HealthCheckRow,
  type EnvironmentRow,
  newId,
  toColumn,
} from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import {
  DEADLINES,
  type ProvisionedRow,
  type ProvisionerRegistry,
  ProvisionerTimeoutError,
  toProvisioned,
} from '../provisioners';
import { judgeHealth } from './judgeHealth';

/** How many environments are checked in one run of the schedule; the rest is still due in the next one. */
const BATCH = 50;
/** How many are checked at once: one that does not answer takes a while. */
const AT_ONCE = 8;
/** A replica that dies during a check holds the environment for as long. A check ends at its deadline, so the claim needs no renewal. */
const CLAIM_SECONDS = DEADLINES.health + 60;

type Checked = ProvisionedRow & Pick<EnvironmentRow, 'provisioner'>;

/** The dependencies of the health checks. */
export interface HealthWatchOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  provisioners: ProvisionerRegistry;
  installation: string;
  events: EventRecorder;
  changes: ChangePublisher;
  /** Between two checks of one environment. */
  interval: Duration;
}

/**
 * Checks whether the environments that should answer do, and reports a change once.
 *
 * @remarks
 *
 * While an operation is open the engine works on the environment, and nothing is checked or reported. Environments whose provisioner has no
 * health check are not checked.
 */
export class HealthWatch {
  readonly #options: HealthWatchOptions;

  constructor(options: HealthWatchOptions) {
    this.#options = options;
  }

  /** Checks the environments of a provisioner that are due; for a schedule of its own, so that a slow provisioner delays no other one. */
  async checkDue(provisioner: string): Promise<void> {
    const { provisioners } = this.#options;
    if (!provisioners.find(provisioner)?.health) {
      return;
    }
    const due = await this.#due(provisioner);
    const worker = async () => {
      for (let next = due.shift(); next; next = due.shift()) {
        await this.#checkSafely(next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #due(provisioner: string): Promise<Checked[]> {
    const { knex } = this.#options;
    // Environments that were never checked come first; PostgreSQL would sort them last.
    return knex('environments')
      .leftJoin(
        'health_checks as health',
        'health.environment_id',
        'environments.id',
      )
      .whereIn('environments.state', statesWhere(answers))
      .whereIn('environments.power', powersWhere(isOn))
      .where('environments.provisioner', provisioner)
      .where(due =>
        due
          .whereNull('health.due_at')
          .orWhere('health.due_at', '<=', databaseNow(knex)),
      )
      .whereNotExists(withOpenOperation(knex))
      .orderByRaw(`coalesce(health.due_at, '')`)
      .limit(BATCH)
      .select(
        'environments.id',
        'environments.tagged_as',
        'environments.resource_ref',
        'environments.account',
        'environments.region',
        'environments.provisioner',
        'environments.spec',
        'environments.existing_spec',
        'environments.outputs',
      );
  }

  async #checkSafely(environment: Checked): Promise<void> {
    const { logger } = this.#options;
    try {
      const claimed = await this.#claim(environment.id);
      if (claimed) {
        await this.#settle(
          environment,
          claimed,
          await this.#check(environment),
        );
      }
    } catch (error) {
      logger.error(
        `The health of ${environment.resource_ref} could not be checked`,
        toError(error),
      );
    }
  }

  /** @returns the row as it was, with a fencing token of this replica; undefined when another replica has a check in progress */
  async #claim(id: string): Promise<HealthCheckRow | undefined> {
    const { knex } = this.#options;
    await knex('health_checks')
      .insert({
        environment_id: id,
        failures: 0,
        due_at: databaseNow(knex),
      })
      .onConflict('environment_id')
      .ignore();
    const [claimed] = await knex('health_checks')
      .where('environment_id', id)
      .where('due_at', '<=', databaseNow(knex))
      .update({
        fencing_token: newId(),
        due_at: databaseNow(knex, CLAIM_SECONDS),
      })
      .returning('*');
    return claimed;
  }

  async #check(environment: Checked): Promise<ResourceHealth> {
    try {
      const provisioner = this.#options.provisioners.get(
        environment.provisioner,
      );
      const verdict = await provisioner.health?.(
        toProvisioned(environment, this.#options),
      );
      return (
        verdict ?? {
          kind: 'unknown',
          code: 'NotChecked',
          message: `${provisioner.title} has no health check.`,
        }
      );
    } catch (error) {
      if (error instanceof ProvisionerTimeoutError) {
        const { message, seconds } = error;
        return {
          kind: 'unknown',
          code: 'CheckTimedOut',
          params: { seconds },
          message: `${message}.`,
        };
      }
      return {
        kind: 'unknown',
        code: 'CheckFailed',
        message: 'The check failed.',
        detail: toError(error).message,
      };
    }
  }

  async #settle(
    { id }: Checked,
    claimed: HealthCheckRow,
    verdict: ResourceHealth,
  ): Promise<void> {
    const { knex, clock, events, changes, interval } = this.#options;
    const at = toColumn(clock.now());
    const { columns, condition, event } = judgeHealth(claimed, verdict, at);
    const reported = await knex.transaction(async transaction => {
      const settled = await transaction('health_checks')
        .where({ environment_id: id, fencing_token: claimed.fencing_token })
        // If an operation began meanwhile, or hibernated the environment, the result does not count.
        .whereNotExists(
          withOpenOperation(transaction, 'health_checks.environment_id'),
        )
        .whereExists(
          transaction('environments')
            .whereRaw('environments.id = health_checks.environment_id')
            .whereIn('environments.power', powersWhere(isOn)),
        )
        .update({
          ...columns,
          fencing_token: null,
          due_at: databaseNow(transaction, interval.as('seconds')),
        });
      if (settled === 0) {
        return undefined;
      }
      if (condition) {
        await setCondition(transaction, { ...condition, environmentId: id });
      }
      if (event) {
        await events.record(transaction, { ...event, environmentId: id, at });
      }
      return event;
    });
    if (reported) {
      changes.publish({ type: reported.type, environmentId: id });
    }
  }
}

function withOpenOperation(
  knex: Knex,
  idColumn = 'environments.id',
): Knex.QueryBuilder {
  return knex('operations')
    .whereRaw('operations.environment_id = ??', [idColumn])
    .whereIn('operations.state', openOperationStates);
}
