import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  answers,
  INSTALLATION,
} from 'backstage-plugin-eks-environments-common';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import type { AccountDirectory } from '../accounts';
import { type Clock, toColumn, whereLiving } from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { compareFleet } from './compareFleet';
import { updateDrift } from './driftCondition';
import { formatFinding } from './formatFinding';
import type { FindingStore } from './FindingStore';
import type { ClaimedLook, LookStore } from './LookStore';
import { readView } from './readView';
import {
  type Difference,
  type FleetView,
  type Place,
  type RecordedEnvironment,
} from './types';

/** Another replica has taken over the reconciliation. */
class LookLostError extends Error {}

/**
 * Compares the records with AWS, place by place, and maintains the findings.
 *
 * @remarks
 *
 * A reconciliation has three steps: read the records, read AWS, read the records again. AWS changes while the engine works and takes
 * minutes to read. So only clusters count that no operation worked on and whose environment was the same before and after. An incomplete
 * answer of AWS changes nothing: a missing page must not look like vanished clusters, nor like resolved findings.
 */
export class Reconciler {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    accounts: AccountDirectory;
    events: EventRecorder;
    changes: ChangePublisher;
    installation: string;
    places: Place[];
    looks: LookStore;
    findings: FindingStore;
    interval: Duration;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    accounts: AccountDirectory;
    events: EventRecorder;
    changes: ChangePublisher;
    installation: string;
    /** Where clusters may exist. */
    places: Place[];
    looks: LookStore;
    findings: FindingStore;
    /** Between two reconciliations of one place. */
    interval: Duration;
  }) {
    this.#options = options;
  }

  /** Reconciles the places that are due; for a schedule. A place that cannot be read delays no other. */
  async lookDue(): Promise<void> {
    const { clock, looks, places } = this.#options;
    await looks.add(places);
    for (const place of places) {
      const look = await looks.claim(place, toColumn(clock.now()));
      if (look) {
        await this.#look(look);
      }
    }
  }

  async #look(look: ClaimedLook): Promise<void> {
    const { knex, clock, logger, accounts, looks, changes, interval } =
      this.#options;
    const place = { account: look.account, region: look.region };
    try {
      const before = await readEnvironments(knex, place);
      const access = await accounts.access(look.account, look.region);
      const view = await readView(access, answeringOf(before));
      const found = await knex.transaction(transaction =>
        this.#write(transaction, look, { before, view }),
      );
      for (const { kind, subject, environmentId } of found) {
        logger.warn(
          `Fleet: ${kind} ${subject} in ${look.account}/${look.region}`,
        );
        changes.publish({ type: 'FleetFindingRaised', environmentId });
      }
    } catch (error) {
      if (error instanceof LookLostError) {
        return;
      }
      logger.warn(
        `AWS could not be compared with the records in ${look.account}/${look.region}`,
        toError(error),
      );
      await looks.end(knex, look, {
        finished_at: toColumn(clock.now()),
        error: toError(error).message,
        nextInSeconds: interval.as('seconds'),
      });
    }
  }

  /** @returns the new findings */
  async #write(
    transaction: Knex.Transaction,
    look: ClaimedLook,
    read: { before: RecordedEnvironment[]; view: FleetView },
  ): Promise<Difference[]> {
    const { clock, looks, findings, installation, interval } = this.#options;
    const { before, view } = read;
    const place = { account: look.account, region: look.region };
    const at = toColumn(clock.now());
    const outcome = await looks.end(transaction, look, {
      finished_at: at,
      succeeded_at: at,
      error: null,
      clusters: view.clusters.filter(
        ({ tags }) => tags[INSTALLATION] === installation,
      ).length,
      nextInSeconds: interval.as('seconds'),
    });
    if (outcome === 'lost') {
      throw new LookLostError();
    }
    const environments = await readEnvironments(transaction, place);
    const unsettled = unsettledBetween(before, environments);
    const seen = compareFleet({ view, environments, installation }).filter(
      ({ clusterName }) => !unsettled.has(clusterName),
    );
    const fresh: Difference[] = [];
    for (const difference of seen) {
      const known = await findings.raise(transaction, place, difference, at);
      if (known === 'new') {
        await this.#tell(transaction, place, difference, at);
        fresh.push(difference);
      }
    }
    await findings.resolveUnseen(transaction, place, { seen, unsettled, at });
    const compared = environments.filter(
      row => answers(row.state) && !unsettled.has(row.cluster_name),
    );
    await updateDrift(
      transaction,
      compared.map(({ id }) => id),
      at,
    );
    return fresh;
  }

  /** In the transaction of the finding, so that each is reported exactly once. */
  async #tell(
    transaction: Knex.Transaction,
    { account, region }: Place,
    difference: Difference,
    at: string,
  ): Promise<void> {
    const { kind, subject, clusterName, environmentId } = difference;
    await this.#options.events.record(transaction, {
      type: 'FleetFindingRaised',
      environmentId,
      finding: { kind, clusterName },
      message: `${account}, ${region}: ${formatFinding(difference)}`,
      data: { kind, account, region, subject },
      at,
    });
  }
}

/** The environments of a place that are not deleted. */
async function readEnvironments(
  knex: Knex,
  { account, region }: Place,
): Promise<RecordedEnvironment[]> {
  const rows: RecordedEnvironment[] = await knex('environments')
    .leftJoin('operations', join =>
      join
        .on('operations.environment_id', 'environments.id')
        .andOnIn('operations.state', ['Pending', 'Running']),
    )
    .where({
      'environments.account': account,
      'environments.region': region,
    })
    .modify(whereLiving)
    .select(
      'environments.id',
      'environments.tagged_as',
      'environments.cluster_name',
      'environments.state',
      'environments.state_since',
      'environments.config',
      { isBusy: 'operations.id' },
    );
  return rows.map(row => ({ ...row, isBusy: Boolean(row.isBusy) }));
}

function answeringOf(environments: RecordedEnvironment[]): Set<string> {
  return new Set(
    environments
      .filter(({ state, isBusy }) => answers(state) && !isBusy)
      .map(row => row.cluster_name),
  );
}

/** The clusters that changed, or may have changed, while AWS was read. */
function unsettledBetween(
  before: RecordedEnvironment[],
  after: RecordedEnvironment[],
): Set<string> {
  const earlier = new Map(before.map(row => [row.id, row]));
  const later = new Set(after.map(({ id }) => id));
  const moved = after.filter(row => {
    const known = earlier.get(row.id);
    return (
      row.isBusy ||
      known === undefined ||
      known.isBusy ||
      known.state !== row.state ||
      known.state_since !== row.state_since
    );
  });
  const gone = before.filter(({ id }) => !later.has(id));
  return new Set([...moved, ...gone].map(row => row.cluster_name));
}
