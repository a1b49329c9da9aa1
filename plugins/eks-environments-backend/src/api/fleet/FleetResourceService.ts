import type {
  DeletionInput,
  Environment,
  Fleet,
  FleetFinding,
  IgnoreInput,
  ImportInput,
} from 'backstage-plugin-eks-environments-common';
import { type CallerResolver, callerName } from '../../access/callers';
import type { ClusterImporter, FleetService } from '../../fleet';
import { keyedWrite } from '../../idempotency/IdempotencyKeys';
import { assertText } from '../../util/text';
import type { Call, WriteCall } from '../calls';
import type { EnvironmentReader } from '../environments/EnvironmentReader';
import { MAXIMUM_COMMENT } from '../limits';

/** The fleet: reconciliation, its findings, and imports. */
export class FleetResourceService {
  readonly #callers: CallerResolver;
  readonly #fleet: FleetService;
  readonly #importer: ClusterImporter;
  readonly #environments: EnvironmentReader;

  constructor(options: {
    callers: CallerResolver;
    fleet: FleetService;
    importer: ClusterImporter;
    environments: EnvironmentReader;
  }) {
    this.#callers = options.callers;
    this.#fleet = options.fleet;
    this.#importer = options.importer;
    this.#environments = options.environments;
  }

  async get({ manageable }: { manageable: boolean }): Promise<Fleet> {
    return this.#fleet.read(manageable);
  }

  /** Starts a reconciliation of all accounts and regions; does not wait for it. */
  async reconcile(): Promise<Fleet> {
    await this.#fleet.reconcile();
    return this.#fleet.read(true);
  }

  async ignoreFinding(
    id: string,
    { reason }: IgnoreInput,
    { credentials }: Call,
  ): Promise<FleetFinding> {
    assertText('reason', reason, MAXIMUM_COMMENT);
    const by = callerName(await this.#callers.resolve(credentials));
    return this.#fleet.ignore(id, { by, reason });
  }

  async reopenFinding(id: string): Promise<FleetFinding> {
    return this.#fleet.reopen(id);
  }

  async deleteFinding(
    id: string,
    { reason }: DeletionInput,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<Environment> {
    assertText('reason', reason, MAXIMUM_COMMENT);
    const { entityRef } = await this.#callers.resolvePerson(
      credentials,
      'delete what has no record',
    );
    const environmentId = await this.#fleet.delete(id, {
      actor: entityRef,
      reason,
      write: keyedWrite({
        caller: entityRef,
        key: idempotencyKey,
        operation: 'DeleteFinding',
        input: { id, reason },
      }),
    });
    return this.#environments.get(environmentId);
  }

  async importCluster(
    input: ImportInput,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<Environment> {
    const { entityRef } = await this.#callers.resolvePerson(
      credentials,
      'import a cluster',
    );
    const write = keyedWrite({
      caller: entityRef,
      key: idempotencyKey,
      operation: 'ImportCluster',
      input,
    });
    return this.#environments.get(
      await this.#importer.import(input, entityRef, write),
    );
  }
}
