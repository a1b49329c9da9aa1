import { ConflictError } from '@backstage/errors';
import {
  answers,
  type Fleet,
  type FleetFinding,
  HEALTHY,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { BlueprintProblem } from '../blueprints';
import { toCondition } from '../conditions';
import type { AccountConfig } from '../config';
import { eventText } from '../events/eventText';
import {
  type Clock,
  type EnvironmentConditionRow,
  type EnvironmentRow,
  type FleetFindingRow,
  toColumn,
} from '../database';
import type { EnvironmentCommands } from '../environments/types';
import type { ExecutorStore } from '../executors';
import { readStuckMessages } from '../notifications/stuckMessages';
import type { ProvisionerRegistry } from '../provisioners';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import type { FindingStore } from './FindingStore';
import type { OrphanRemover } from './OrphanRemover';
import { placesOf } from './placesOf';
import type { ReconciliationStore } from './ReconciliationStore';
import { scopesOf } from './scopes';
import { actionsOf, toExecutor, toFinding, toReconciliation } from './toFleet';
import type { ReconciliationScope } from './types';

type CheckedEnvironment = Pick<
  EnvironmentRow,
  'id' | 'name' | 'owner' | 'account' | 'region'
> &
  EnvironmentConditionRow;

/** How many environments that are not healthy are listed. */
const NOT_HEALTHY_SHOWN = 100;

/** The dependencies of the fleet service. */
export interface FleetServiceOptions {
  knex: Knex;
  clock: Clock;
  accounts: AccountConfig[];
  provisioners: ProvisionerRegistry;
  reconciliations: ReconciliationStore;
  findings: FindingStore;
  executors: ExecutorStore;
  /** The problems with blueprints that this replica found. */
  blueprintProblems: () => BlueprintProblem[];
  remover: OrphanRemover;
  commands: EnvironmentCommands;
  keys: IdempotencyKeys;
}

/** What platform engineers can read and do about the fleet. */
export class FleetService {
  readonly #options: FleetServiceOptions;

  constructor(options: FleetServiceOptions) {
    this.#options = options;
  }

  /** @param manageable - whether the caller may act; otherwise no actions are shown */
  async read(manageable: boolean): Promise<Fleet> {
    const { executors, reconciliations, findings } = this.#options;
    const reconciled = await reconciliations.list(this.#scopes());
    const found = (await findings.list()).map(toFinding);
    return {
      reconciliations: reconciled.map(toReconciliation),
      findings: manageable
        ? found
        : found.map(finding => ({ ...finding, actions: [] })),
      executors: (await executors.list()).map(toExecutor),
      blueprintProblems: this.#options.blueprintProblems(),
      stuckMessages: await readStuckMessages(this.#options.knex),
      notHealthy: await this.#notHealthy(),
      notHealthyTotal: await this.#count(whereNotHealthy),
      healthy: await this.#count(whereHealthy),
      manageable,
    };
  }

  /** Makes reconciliation of all accounts and regions due, for the next replica that checks. */
  async reconcile(): Promise<void> {
    const { reconciliations } = this.#options;
    await reconciliations.add(this.#scopes());
    await reconciliations.hasten();
  }

  async ignore(
    id: string,
    made: { by: string; reason: string },
  ): Promise<FleetFinding> {
    const { clock, findings } = this.#options;
    await findings.ignore(id, { ...made, at: toColumn(clock.now()) });
    return toFinding(await findings.get(id));
  }

  async reopen(id: string): Promise<FleetFinding> {
    const { clock, findings } = this.#options;
    await findings.reopen(id, toColumn(clock.now()));
    return toFinding(await findings.get(id));
  }

  /**
   * Deletes the subject of a finding the way environments are deleted.
   *
   * @returns the id of the environment that is being deleted
   * @throws ConflictError when it cannot be deleted
   */
  async delete(
    id: string,
    by: { actor: string; reason?: string; write: KeyedWrite | undefined },
  ): Promise<string> {
    const { findings, keys } = this.#options;
    return keys.once(by.write, async () => {
      const finding = await findings.get(id);
      if (!actionsOf(finding).includes('delete')) {
        throw new ConflictError(
          finding.state === 'ignored'
            ? 'The finding is ignored; open it again first'
            : 'A part that differs is not deleted from here; change it, or delete its environment',
        );
      }
      return finding.environment_id === null
        ? this.#options.remover.remove(finding, by)
        : this.#deleteEnvironment(finding.environment_id, finding, by);
    });
  }

  async #deleteEnvironment(
    environmentId: string,
    finding: FleetFindingRow,
    by: { actor: string; reason?: string; write: KeyedWrite | undefined },
  ): Promise<string> {
    const { clock, commands, findings, keys } = this.#options;
    const at = toColumn(clock.now());
    await commands.delete({
      environmentId,
      actor: by.actor,
      reason: by.reason,
      text: eventText('resource-vanished'),
      endReason: 'DeletedByUser',
      alongside: async transaction => {
        await keys.remember(transaction, by.write, environmentId);
        const cluster = { ...finding, clusterName: finding.resource_ref };
        await findings.resolveOf(transaction, cluster, at);
      },
    });
    return environmentId;
  }

  #scopes(): ReconciliationScope[] {
    const { accounts, provisioners } = this.#options;
    return scopesOf(provisioners, placesOf(accounts));
  }

  /** Environments that should answer and are not known to do so, the longest first. */
  async #notHealthy(): Promise<Fleet['notHealthy']> {
    const rows: CheckedEnvironment[] = await this.#checked()
      .modify(whereNotHealthy)
      .orderBy('healthy.since')
      .limit(NOT_HEALTHY_SHOWN)
      .select(
        'environments.id',
        'environments.name',
        'environments.owner',
        'environments.account',
        'environments.region',
        'healthy.*',
      );
    return rows.map(({ id, name, owner, account, region, ...condition }) => ({
      id,
      name,
      owner,
      account,
      region,
      condition: toCondition(condition),
    }));
  }

  async #count(which: (query: Knex.QueryBuilder) => void): Promise<number> {
    const [{ count }] = await this.#checked()
      .modify(which)
      .count({ count: '*' });
    return Number(count);
  }

  /** Environments that should answer and were checked. */
  #checked(): Knex.QueryBuilder {
    return this.#options
      .knex('environments')
      .join('environment_conditions as healthy', join =>
        join
          .on('healthy.environment_id', 'environments.id')
          .andOnVal('healthy.type', HEALTHY),
      )
      .whereIn('environments.state', statesWhere(answers));
  }
}

function whereHealthy(query: Knex.QueryBuilder): void {
  query.where('healthy.status', 'True');
}

function whereNotHealthy(query: Knex.QueryBuilder): void {
  query.whereNot('healthy.status', 'True');
}
