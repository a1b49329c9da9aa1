import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cluster,
  type IssuerProxy,
  type Region,
  startIssuerProxy,
} from 'aws-simulator/testing';
import type { EnvironmentState } from 'backstage-plugin-eks-environments-common';
import knexFactory, { type Knex } from 'knex';
import { Duration } from 'luxon';
import { type EnvironmentRow, migrate, systemClock } from '../database';
import type { Engine } from '../engine';
import type { EksctlExecutable } from './eksctlExecutables';
import { seedEnvironment } from './seedEnvironment';
import { SimulatorHarness } from './SimulatorHarness';
import { testParts } from './testParts';
import { until } from './until';

/** An environment of a test, and what AWS has of it. */
export class RequestedEnvironment {
  constructor(
    readonly stage: EksctlStage,
    readonly portal: Portal,
    readonly id: string,
    readonly clusterName: string,
  ) {}

  /** Resolves when the environment is in one of the states. */
  reaches(...states: EnvironmentState[]): Promise<EnvironmentRow> {
    return until(
      async () => {
        const row = await this.portal
          .knex<EnvironmentRow>('environments')
          .where({ id: this.id })
          .first();
        return row && states.includes(row.state) && row;
      },
      `${this.clusterName} ${states}`,
      this.stage.executable.patience,
    );
  }

  /** Resolves when one of the cluster's stacks is in a status. */
  stackReaches(part: string, status: string): Promise<unknown> {
    return until(
      async () =>
        this.stacks().some(
          stack => stack.name.includes(part) && stack.status === status,
        ),
      `${this.clusterName} ${part} ${status}`,
      this.stage.executable.patience,
    );
  }

  /** Resolves when something is true of the cluster. */
  has(is: (cluster: Cluster) => boolean): Promise<unknown> {
    return until(
      async () => {
        const cluster = this.cluster();
        return cluster && is(cluster);
      },
      `${this.clusterName} ${is}`,
      this.stage.executable.patience,
    );
  }

  /** Asks for the deletion. */
  async delete(
    endReason: 'DeletedByUser' | 'Cancelled' = 'DeletedByUser',
  ): Promise<void> {
    await this.portal.parts.commands.delete({
      environmentId: this.id,
      endReason,
      actor: 'user:default/dana',
    });
  }

  /** Asks for the deletion and waits for its end. */
  async isDeleted(): Promise<EnvironmentRow> {
    await this.delete();
    return this.reaches('Deprovisioned', 'DeprovisioningFailed', 'Quarantined');
  }

  stacks() {
    const { stacks = [] } = this.stage.region() ?? {};
    return stacks.filter(({ name }) =>
      name.startsWith(`eksctl-${this.clusterName}-`),
    );
  }

  cluster() {
    return this.stage
      .region()
      ?.clusters.find(({ name }) => name === this.clusterName);
  }

  /** The log of its operations of a type, in order. */
  async log(type: 'create' | 'delete'): Promise<string[]> {
    const rows = await this.portal
      .knex('operation_log')
      .join('operations', 'operations.id', 'operation_log.operation_id')
      .where({ environment_id: this.id, type })
      .orderBy('operation_log.operation_id')
      .orderBy('sequence')
      .select('text');
    return rows.map(({ text }) => text);
  }

  async operations(): Promise<object[]> {
    return this.portal
      .knex('operations')
      .where({ environment_id: this.id })
      .orderBy('id')
      .select('type', 'state', 'attempt');
  }
}

/** A portal of its own, with a database of its own, on the simulated AWS that all of them share. */
export class Portal {
  readonly knex: Knex;
  readonly parts: ReturnType<typeof testParts>;
  readonly #stage: EksctlStage;

  constructor(stage: EksctlStage, knex: Knex) {
    this.#stage = stage;
    this.knex = knex;
    this.parts = testParts(knex, systemClock);
  }

  /** Runs many operations at once. The claims last longer, because a busy machine may be slow to renew them. */
  startEngine(): Engine {
    return this.#stage.harness.startEngine(this.parts, {
      limits: { concurrency: 50, perRegionOf: {} },
      claim: Duration.fromObject({ minutes: 1 }),
      pollInterval: Duration.fromMillis(500),
      watchInterval: Duration.fromMillis(500),
    });
  }

  /** Requests an environment. The name of its cluster starts with the given name, so that faults can match it. */
  async request(name: string, config?: string): Promise<RequestedEnvironment> {
    const { environmentId, clusterName } = await seedEnvironment(
      this.knex,
      this.parts.commands,
      { name },
    );
    if (config !== undefined) {
      const row = await this.knex('environments')
        .where({ id: environmentId })
        .first();
      const head = row.spec.slice(0, row.spec.indexOf('autoModeConfig'));
      await this.knex('environments')
        .where({ id: environmentId })
        .update({ spec: head + config });
    }
    return new RequestedEnvironment(
      this.#stage,
      this,
      environmentId,
      clusterName,
    );
  }
}

/** A simulated AWS, and portals that use it with the same eksctl. */
export class EksctlStage {
  readonly executable: EksctlExecutable;
  readonly harness: SimulatorHarness;
  readonly #directory: string;
  readonly #databases: Knex[] = [];
  readonly #issuers: IssuerProxy;

  static async start(executable: EksctlExecutable): Promise<EksctlStage> {
    const directory = await mkdtemp(join(tmpdir(), 'stage-'));
    const issuers = await startIssuerProxy('eu-west-1');
    const path =
      executable.path &&
      (await withIssuers(executable.path, directory, issuers));
    return new EksctlStage(
      executable,
      await SimulatorHarness.start(executable.speed, path, {
        recordsAuthorizations: true,
      }),
      directory,
      issuers,
    );
  }

  private constructor(
    executable: EksctlExecutable,
    harness: SimulatorHarness,
    directory: string,
    issuers: IssuerProxy,
  ) {
    this.#issuers = issuers;
    this.executable = executable;
    this.harness = harness;
    this.#directory = directory;
  }

  /** A portal whose database another process can open, too. */
  async openPortal(name: string): Promise<Portal> {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(this.#directory, `${name}.sqlite`) },
      useNullAsDefault: true,
    });
    await migrate(knex);
    this.#databases.push(knex);
    return new Portal(this, knex);
  }

  /** Undefined before the first call to AWS. */
  region(): Region | undefined {
    const { accounts } = this.harness.simulator.state();
    return accounts[this.harness.aws.accountId].regions['eu-west-1'];
  }

  async close(): Promise<void> {
    await this.harness.endTest();
    await Promise.all(this.#databases.map(knex => knex.destroy()));
    await this.harness.close();
    await this.#issuers.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** The real eksctl, which reads the certificates of issuers by their names in AWS. */
async function withIssuers(
  eksctl: string,
  directory: string,
  { url, certificate }: IssuerProxy,
): Promise<string> {
  const authority = join(directory, 'issuers.pem');
  const path = join(directory, 'eksctl');
  await writeFile(authority, certificate);
  await writeFile(
    path,
    `#!/bin/sh\nHTTPS_PROXY='${url}' SSL_CERT_FILE='${authority}' exec '${eksctl}' "$@"\n`,
    { mode: 0o755 },
  );
  return path;
}
