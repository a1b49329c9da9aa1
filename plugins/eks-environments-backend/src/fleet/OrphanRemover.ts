import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type Clock, type FleetFindingRow, toColumn } from '../database';
import { deleteEnvironment } from '../environments/deleteEnvironment';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import type { DatabaseOperationQueue } from '../operations';
import type { BoundedFleet, ProvisionerRegistry } from '../provisioners';
import type { QuotaLedger } from '../quotas';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import { askProvisioner } from './askProvisioner';
import type { FindingStore } from './FindingStore';
import { IMPORTED_LEASE } from './importedBlueprint';
import { insertAdopted } from './insertAdopted';
import {
  assertNameIsFree,
  assertNotAnothers,
  identify,
  ownershipTags,
  refuseAfter,
  withdrawTags,
} from './ownership';
import { columnsOf, getFleet } from './scopes';

const MAXIMUM_NAME = 63; // characters, the size of the column

/** It exists and costs money, and its parts are unknown. */
const UNKNOWN_COST: UnpricedPart[] = [
  {
    code: 'no-record',
    subject: 'everything',
    reason: 'the portal has no record of what it is made of',
  },
];

/** The details of a finding without a record. */
interface OrphanDetails {
  environmentId: string;
  owner: string;
}

/** The dependencies of the removal of orphaned resources and leftovers. */
export interface OrphanRemoverOptions {
  knex: Knex;
  clock: Clock;
  provisioners: ProvisionerRegistry;
  installation: string;
  findings: FindingStore;
  events: EventRecorder;
  changes: ChangePublisher;
  keys: IdempotencyKeys;
  ledger: QuotaLedger;
  operations: DatabaseOperationQueue;
}

/**
 * Deletes resources of this installation, and parts of them, that have no record.
 *
 * @remarks
 *
 * They get a record that is being deleted, so that the engine deletes them, with its proof of ownership, its sweep and the sweep's
 * evidence. The record takes nothing of any quota: a limit that is reached must not prevent the deletion of an orphaned resource.
 */
export class OrphanRemover {
  readonly #options: OrphanRemoverOptions;

  constructor(options: OrphanRemoverOptions) {
    this.#options = options;
  }

  /**
   * @returns the id of the environment that is being deleted
   * @throws ConflictError when somebody created a record of it meanwhile; ServiceUnavailableError when the provisioner does not answer
   */
  async remove(
    finding: FleetFindingRow,
    by: { actor: string; reason?: string; write: KeyedWrite | undefined },
  ): Promise<string> {
    const { knex, clock, installation, provisioners, changes } = this.#options;
    const { resource_ref: clusterName } = finding;
    const scope = columnsOf(finding);
    const fleet = getFleet(provisioners, scope.provisioner);
    const details: OrphanDetails = JSON.parse(finding.details);
    const owner = ownerOf(details.owner) ?? by.actor;
    await assertNameIsFree(knex, clusterName);
    const id = await identify(knex, details.environmentId);
    const { environmentId } = id;
    const tags = ownershipTags({ ...id, owner, installation });
    const config = fleet.bareSpec(scope, clusterName, tags);
    const tagged = await askProvisioner(
      `${clusterName} could not be tagged`,
      () => this.#tag(fleet, finding, tags),
    );
    const at = toColumn(clock.now());
    const adopted = {
      ...scope,
      ...id,
      clusterName,
      name: clusterName.slice(0, MAXIMUM_NAME),
      owner,
      requester: by.actor,
      reason: by.reason,
      lease: IMPORTED_LEASE.default,
      leaseRules: IMPORTED_LEASE,
      config,
      hourlyCost: 0,
      amounts: [],
    };
    try {
      await knex.transaction(async transaction => {
        await this.#options.keys.remember(transaction, by.write, environmentId);
        await insertAdopted(
          transaction,
          adopted,
          { state_since: at, unpriced: JSON.stringify(UNKNOWN_COST) },
          at,
        );
        await this.#deleteAdopted(transaction, environmentId, by, at);
        await this.#options.findings.resolveOf(transaction, adopted, at);
      });
    } catch (error) {
      const refusal = isDatabaseConflictError(error)
        ? new ConflictError(`There is a record of ${clusterName} by now`)
        : error;
      throw await refuseAfter(refusal, async () => tagged?.withdraw());
    }
    changes.publish({ type: 'DeletionRequested', environmentId });
    return environmentId;
  }

  /** The engine deletes nothing without the tag of its environment. @returns undefined when there is no resource to tag */
  async #tag(
    fleet: BoundedFleet,
    { account, region, resource_ref: clusterName }: FleetFindingRow,
    tags: Record<string, string>,
  ): Promise<{ withdraw(): Promise<void> } | undefined> {
    const { knex, installation } = this.#options;
    const place = { account, region };
    const found = await fleet.find(place, clusterName);
    if (!found) {
      return undefined;
    }
    assertNotAnothers(found, installation);
    await fleet.tag(place, clusterName, tags);
    return {
      withdraw: () =>
        withdrawTags(knex, { fleet, place, found, tags, installation }),
    };
  }

  async #deleteAdopted(
    transaction: Knex.Transaction,
    environmentId: string,
    { actor, reason }: { actor: string; reason?: string },
    at: string,
  ): Promise<void> {
    await deleteEnvironment(
      transaction,
      {
        environmentId,
        endReason: 'DeletedByUser',
        text: eventText('orphan-deleted'),
        reason,
        actor,
        at,
      },
      this.#options,
    );
  }
}

function ownerOf(tag: string): string | undefined {
  try {
    const entityRef = stringifyEntityRef(parseEntityRef(tag));
    return /^(group|user):/.test(entityRef) ? entityRef : undefined;
  } catch {
    return undefined;
  }
}
