import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ENVIRONMENT_ID,
  formatEntity,
  formatEntityName,
  type ImportInput,
} from 'backstage-plugin-eks-environments-common';
import type {
  CreatedResource,
  FoundResource,
  ImportableResource,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type OwnerDirectory, OWNER_RULE, parseOwnerRef } from '../access';
import type { ServiceConfig } from '../serviceConfig';
import { beginSegment } from '../costs';
import { type Clock, type EnvironmentRow, toColumn } from '../database';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { startLease } from '../leases/startLease';
import {
  type BoundedFleet,
  DEFAULT_PROVISIONER,
  type ProvisionerRegistry,
} from '../provisioners';
import {
  amountsOf,
  type DatabaseQuotaLedger,
  type QuotaDimensionRegistry,
} from '../quotas';
import { estimate, type Estimate, type Estimated } from '../requests/estimate';
import { boundedRules, chooseLease } from '../requests/lease';
import { checkName } from '../requests/name';
import { assertText } from '../util/text';
import type {
  IdempotencyKeys,
  KeyedWrite,
} from '../idempotency/IdempotencyKeys';
import { askProvisioner } from './askProvisioner';
import type { FindingStore } from './FindingStore';
import { IMPORTED_LEASE } from './importedBlueprint';
import { type AdoptedCluster, insertAdopted } from './insertAdopted';
import {
  assertNameIsFree,
  assertNotAnothers,
  identify,
  ownershipTags,
  refuseAfter,
  withdrawTags,
} from './ownership';
import { placesOf } from './placesOf';
import { getFleet } from './scopes';
import type { ReconciliationScope } from './types';

/** The size of the column. */
const MAXIMUM_CLUSTER_NAME = 63;
const MAXIMUM_REASON = 1000;

/** A resource that can be imported, as its provisioner read it. */
interface ReadResource {
  fleet: BoundedFleet;
  found: FoundResource;
  read: Extract<ImportableResource, { kind: 'importable' }>;
}

/**
 * Imports resources that were created elsewhere, or that lost their record.
 *
 * @remarks
 *
 * The resource first, the record second: the resource gets the tags that prove its ownership, then the rows are written. So there is no
 * record whose resource the engine would refuse to delete. If the process dies between the two, reconciliation finds a resource of this
 * installation without a record, which can be adopted again. If the quota refuses, or somebody else was first, the tags are restored.
 */
export class ClusterImporter {
  readonly #options: ImporterOptions;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /**
   * @returns the id of the environment
   * @throws InputError, NotFoundError, ConflictError that name the field; ServiceUnavailableError when the provisioner does not answer
   */
  async import(
    input: ImportInput,
    actor: string,
    write: KeyedWrite | undefined,
  ): Promise<string> {
    const { keys, changes } = this.#options;
    return keys.once(write, async () => {
      const owner = await this.#check(input);
      this.#assertPlace(input);
      const provisioner = input.provisioner ?? DEFAULT_PROVISIONER;
      const fleet = getFleet(this.#options.provisioners, provisioner);
      const resource = await askProvisioner(
        `${input.clusterName} could not be read`,
        () => this.#read(input, fleet),
      );
      const environmentId = await this.#adopt(
        { ...input, owner, provisioner },
        resource,
        actor,
        write,
      );
      changes.publish({ type: 'EnvironmentImported', environmentId });
      return environmentId;
    });
  }

  async #check({ name, clusterName, owner, reason }: ImportInput) {
    const [wrongName] = checkName(name);
    if (wrongName) {
      throw new InputError(wrongName.message);
    }
    if (clusterName.length > MAXIMUM_CLUSTER_NAME) {
      throw new InputError(
        `clusterName must have at most ${MAXIMUM_CLUSTER_NAME} characters to become the name of an entity`,
      );
    }
    assertText('reason', reason, MAXIMUM_REASON);
    const entityRef = toOwnerRef(owner);
    if (!(await this.#options.owners.find(entityRef))) {
      throw new InputError(
        `owner: the catalog has no ${formatEntity(entityRef)}`,
      );
    }
    await assertNameIsFree(this.#options.knex, clusterName);
    return entityRef;
  }

  #assertPlace({ account, region }: ImportInput): void {
    const isKnown = placesOf(this.#options.config.accounts).some(
      place => place.account === account && place.region === region,
    );
    if (!isKnown) {
      throw new InputError(
        `account, region: the configuration has no region ${region} of an account ${account}`,
      );
    }
  }

  async #read(
    { account, region, clusterName }: ImportInput,
    fleet: BoundedFleet,
  ): Promise<ReadResource> {
    const place = { account, region };
    const missing = new NotFoundError(
      `clusterName: there is no ${clusterName} in ${region} of account ${account}`,
    );
    const found = await fleet.find(place, clusterName);
    if (!found) {
      throw missing;
    }
    assertNotAnothers(found, this.#options.installation);
    const read = await fleet.read(place, clusterName);
    if (read.kind === 'missing') {
      throw missing;
    }
    if (read.kind === 'unusable') {
      throw new ConflictError(`clusterName: ${clusterName} ${read.reason}`);
    }
    return { fleet, found, read };
  }

  async #adopt(
    input: ImportInput & ReconciliationScope,
    { fleet, found, read }: ReadResource,
    actor: string,
    write: KeyedWrite | undefined,
  ): Promise<string> {
    const { knex, installation } = this.#options;
    const { account, region, clusterName } = input;
    const place = { account, region };
    const leaseRules = boundedRules(
      IMPORTED_LEASE,
      this.#options.config.leases.maximumTotal,
    );
    const { lease, findings } = chooseLease(input.lease, leaseRules);
    if (findings.length > 0) {
      throw new InputError(findings[0].message);
    }
    const id = await identify(knex, found.tags[ENVIRONMENT_ID]);
    const tags = ownershipTags({
      ...id,
      owner: input.owner,
      installation,
    });
    const estimated = this.#estimate(read, lease);
    await this.#assertQuota(estimated, input.owner, actor);
    const config = fleet.withTags(read.spec, tags);
    await askProvisioner(`${clusterName} could not be tagged`, () =>
      fleet.tag(place, clusterName, tags),
    );
    try {
      await this.#store(
        {
          ...input,
          ...id,
          requester: actor,
          lease,
          leaseRules,
          config,
          hourlyCost: estimated.hourlyCost,
          size: estimated.size,
          cost: estimated.cost,
        },
        { estimated, resource: read.resource, write },
      );
    } catch (error) {
      const refusal = isDatabaseConflictError(error)
        ? new ConflictError(
            `name: ${formatEntityName(
              input.owner,
            )} has an environment called "${input.name}" already, or ${
              input.clusterName
            } was imported at the same moment`,
          )
        : error;
      throw await refuseAfter(refusal, () =>
        withdrawTags(knex, { fleet, place, found, tags, installation }),
      );
    }
    return id.environmentId;
  }

  #estimate(read: Estimated, lease: string): Estimate {
    return estimate(read, { lease, countAt: this.#options.config.countAt });
  }

  /** An early check, before anything is tagged; the transaction decides. */
  async #assertQuota(
    estimated: Estimate,
    owner: string,
    requester: string,
  ): Promise<void> {
    const { dimensions, ledger, knex } = this.#options;
    const amounts = amountsOf(dimensions.all, estimated.shape, {
      owner,
      requester,
    });
    const { refusals } = await ledger.forecast(knex, amounts);
    if (refusals.length > 0) {
      throw new ConflictError(refusals.join(' '));
    }
  }

  async #store(
    described: Omit<AdoptedCluster, 'amounts'>,
    options: {
      estimated: Estimate;
      resource: CreatedResource;
      write: KeyedWrite | undefined;
    },
  ): Promise<void> {
    const { knex, clock, dimensions, events, ledger, keys, findings } =
      this.#options;
    const { environmentId } = described;
    const { resource, estimated, write } = options;
    const amounts = amountsOf(dimensions.all, estimated.shape, described);
    const adopted: AdoptedCluster = { ...described, amounts };
    const at = toColumn(clock.now());
    await knex.transaction(async transaction => {
      await keys.remember(transaction, write, environmentId);
      const requestId = await insertAdopted(
        transaction,
        adopted,
        existingColumns(resource),
        at,
      );
      await beginSegment(transaction, { environmentId, at });
      await ledger.reserve(transaction, {
        holder: { kind: 'environment', id: environmentId },
        amounts,
        at,
      });
      await startLease(transaction, { environmentId, at, events });
      await events.record(transaction, {
        type: 'EnvironmentImported',
        environmentId,
        requestId,
        actor: adopted.requester,
        ...eventText('imported', { resource: adopted.clusterName }),
        data: { reason: adopted.reason },
        at,
      });
      await findings.resolveOf(transaction, adopted, at);
    });
  }
}

/** The dependencies of an importer. */
export interface ImporterOptions {
  knex: Knex;
  clock: Clock;
  config: ServiceConfig;
  provisioners: ProvisionerRegistry;
  installation: string;
  owners: OwnerDirectory;
  ledger: DatabaseQuotaLedger;
  dimensions: QuotaDimensionRegistry;
  findings: FindingStore;
  events: EventRecorder;
  changes: ChangePublisher;
  keys: IdempotencyKeys;
}

function existingColumns(resource: CreatedResource): Partial<EnvironmentRow> {
  return {
    nodes: resource.nodes ?? null,
    kubernetes_version: resource.kubernetesVersion ?? null,
    endpoint: resource.endpoint ?? null,
    certificate_authority: resource.certificateAuthority ?? null,
  };
}

/** @throws InputError when it is not an owner reference */
function toOwnerRef(text: string): string {
  const owner = parseOwnerRef(text);
  if (owner === undefined) {
    throw new InputError(`owner ${OWNER_RULE}`);
  }
  return owner;
}
