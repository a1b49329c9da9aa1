import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { INSTALLATION } from 'backstage-plugin-eks-environments-common';
import type {
  Inventory,
  Place,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import { type Clock, toColumn } from '../database';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { ProvisionerRegistry } from '../provisioners';
import type { QuotaLedger } from '../quotas';
import { ChangedMessages } from '../util/ChangedMessages';
import { ClaimLostError, whileClaimed } from '../util/whileClaimed';
import { compareFleet } from './compareFleet';
import { showNotCompared, updateDrift } from './driftCondition';
import { endCostOfGone } from './endCostOfGone';
import { findingText } from './findingText';
import type { FindingStore } from './FindingStore';
import {
  type ClaimedReconciliation,
  type ReconciliationStore,
  RENEW_EVERY_SECONDS,
} from './ReconciliationStore';
import {
  approvedOf,
  comparedOf,
  readEnvironments,
  unsettledBetween,
} from './recordedEnvironments';
import { getFleet, scopesOf } from './scopes';
import type {
  Difference,
  ReconciliationScope,
  RecordedEnvironment,
} from './types';

/** After as many failed reconciliations in a row, nobody knows any more whether environments are as they were approved. */
const FAILURES_TO_REPORT = 3;

/** The dependencies of the reconciler. */
export interface ReconcilerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  provisioners: ProvisionerRegistry;
  ledger: QuotaLedger;
  events: EventRecorder;
  changes: ChangePublisher;
  installation: string;
  /** Where resources may exist. */
  places: Place[];
  reconciliations: ReconciliationStore;
  findings: FindingStore;
  /** Between two reconciliations of one scope. */
  interval: Duration;
  /** Between two renewals of a claim. */
  pause: Pause;
}

/** What followed from a comparison. */
interface Compared {
  /** The new findings. */
  fresh: Difference[];
  /** Ids of the environments whose cost ended. */
  ended: string[];
}

/**
 * Compares the records with what exists, for each provisioner in each place, and maintains the findings.
 *
 * @remarks
 *
 * A reconciliation has three steps: read the records, read the inventory, read the records again. Resources change while the engine works,
 * and an inventory takes minutes to read. So only resources count that no operation worked on and whose environment was the same before
 * and after. An incomplete inventory changes nothing: a missing page must not look like vanished resources, nor like resolved findings.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #failures = new ChangedMessages();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Reconciles what is due of a provisioner; for a schedule of its own, so that a slow provisioner delays no other one. */
  async reconcileDue(provisioner: string): Promise<void> {
    const { clock, provisioners, places, reconciliations } = this.#options;
    const scopes = scopesOf(provisioners, places).filter(
      scope => scope.provisioner === provisioner,
    );
    await reconciliations.add(scopes);
    for (const scope of scopes) {
      const claimed = await reconciliations.claim(scope, toColumn(clock.now()));
      if (claimed) {
        await this.#reconcile(claimed);
      }
    }
  }

  async #reconcile(claimed: ClaimedReconciliation): Promise<void> {
    const { logger, changes } = this.#options;
    const { account, region } = claimed;
    const name = nameOf(claimed);
    try {
      const { fresh, ended } = await this.#compareClaimed(claimed);
      this.#failures.clear(name);
      for (const environmentId of ended) {
        changes.publish({ type: 'CostEnded', environmentId });
      }
      for (const { kind, subject, environmentId } of fresh) {
        logger.warn(`Fleet: ${kind} ${subject} in ${account}/${region}`);
        changes.publish({ type: 'FleetFindingRaised', environmentId });
      }
    } catch (error) {
      if (error instanceof ClaimLostError) {
        this.#logLost(claimed);
      } else {
        await this.#endFailed(claimed, toError(error));
      }
    }
  }

  async #compareClaimed(claimed: ClaimedReconciliation): Promise<Compared> {
    const { knex, logger, provisioners, reconciliations, pause } =
      this.#options;
    const { provisioner, account, region } = claimed;
    const before = await readEnvironments(knex, claimed);
    const inventory = await whileClaimed(
      {
        renew: () => reconciliations.renew(claimed),
        renewEverySeconds: RENEW_EVERY_SECONDS,
        pause,
        onError: error =>
          logger.warn(
            `The claim on the reconciliation of ${nameOf(
              claimed,
            )} could not be renewed`,
            error,
          ),
      },
      signal =>
        getFleet(provisioners, provisioner).inventory(
          { account, region },
          approvedOf(before, provisioner),
          { signal },
        ),
    );
    return knex.transaction(transaction =>
      this.#write(transaction, claimed, { before, inventory }),
    );
  }

  /** The error is shown on the fleet page, and logged once. */
  async #endFailed(claimed: ClaimedReconciliation, error: Error) {
    const { knex, clock, logger, reconciliations, interval } = this.#options;
    const name = nameOf(claimed);
    if (this.#failures.isNew(name, error.message)) {
      logger.warn(
        `${name} could not be compared with the records; it is tried again every time it is due`,
        error,
      );
    }
    const at = toColumn(clock.now());
    const outcome = await knex.transaction(async transaction => {
      const ended = await reconciliations.end(transaction, claimed, {
        finished_at: at,
        error: error.message,
        nextInSeconds: interval.as('seconds'),
      });
      if (ended !== 'lost' && ended.failures >= FAILURES_TO_REPORT) {
        await showNotCompared(
          transaction,
          comparedOf(await readEnvironments(transaction, claimed), claimed),
          at,
        );
      }
      return ended;
    });
    if (outcome === 'lost') {
      this.#logLost(claimed);
    }
  }

  /** What was read is discarded. The replica that took over has recorded it, see {@link ReconciliationStore.claim}. */
  #logLost(claimed: ClaimedReconciliation): void {
    this.#options.logger.warn(
      `Another replica has taken over the reconciliation of ${nameOf(
        claimed,
      )}; what this one read is discarded`,
    );
  }

  async #write(
    transaction: Knex.Transaction,
    claimed: ClaimedReconciliation,
    read: { before: RecordedEnvironment[]; inventory: Inventory },
  ): Promise<Compared> {
    const { clock, reconciliations, findings, installation, interval } =
      this.#options;
    const { before, inventory } = read;
    const at = toColumn(clock.now());
    const outcome = await reconciliations.end(transaction, claimed, {
      finished_at: at,
      succeeded_at: at,
      error: null,
      clusters: inventory.resources.filter(
        ({ tags }) => tags[INSTALLATION] === installation,
      ).length,
      nextInSeconds: interval.as('seconds'),
    });
    if (outcome === 'lost') {
      throw new ClaimLostError('Another replica has taken over');
    }
    const environments = await readEnvironments(transaction, claimed);
    const unsettled = unsettledBetween(before, environments);
    const settled = environments.filter(
      row => !unsettled.has(row.resource_ref),
    );
    const ended = await endCostOfGone(
      transaction,
      {
        environments: settled.filter(
          ({ provisioner }) => provisioner === claimed.provisioner,
        ),
        inventory,
      },
      { ledger: this.#options.ledger, events: this.#options.events, at },
    );
    const seen = compareFleet({
      inventory,
      environments,
      provisioner: claimed.provisioner,
      installation,
    }).filter(({ clusterName }) => !unsettled.has(clusterName));
    const fresh: Difference[] = [];
    for (const difference of seen) {
      const known = await findings.raise(transaction, claimed, difference, at);
      if (known === 'new') {
        await this.#notify(transaction, claimed, difference, at);
        fresh.push(difference);
      }
    }
    await findings.resolveUnseen(transaction, claimed, { seen, unsettled, at });
    await updateDrift(transaction, comparedOf(settled, claimed), at);
    return { fresh, ended };
  }

  /** In the transaction of the finding, so that each is reported exactly once. */
  async #notify(
    transaction: Knex.Transaction,
    { account, region }: ReconciliationScope,
    difference: Difference,
    at: string,
  ): Promise<void> {
    const { kind, subject, clusterName, environmentId } = difference;
    await this.#options.events.record(transaction, {
      type: 'FleetFindingRaised',
      environmentId,
      finding: { kind, clusterName },
      ...eventText('finding-raised', {
        account,
        region,
        finding: findingText(difference),
      }),
      data: { kind, account, region, subject },
      at,
    });
  }
}

function nameOf({ provisioner, account, region }: ReconciliationScope): string {
  return `${provisioner} in ${account}/${region}`;
}
