import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from 'aws-simulator/testing';
import type { EnvironmentState } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentRow } from '../database';
import type { Engine } from '../engine';
import { engineOn, type SimulatedAws } from './engineFixture';
import type { testParts } from './testParts';
import { until } from './until';

/** A simulated AWS, and engines that use it until the end of a test. */
export class SimulatorHarness {
  readonly simulator: Simulator;
  readonly aws: SimulatedAws;
  readonly #engines: Engine[] = [];

  /** @param eksctlPath - omitted: the simulator's own stand-in */
  static async start(
    speed: number,
    eksctlPath?: string,
    options: Pick<SimulatorOptions, 'recordsAuthorizations'> = {},
  ): Promise<SimulatorHarness> {
    const simulator = await startSimulator({ port: 0, speed, ...options });
    const workingDirectory = await mkdtemp(join(tmpdir(), 'engine-'));
    return new SimulatorHarness(
      simulator,
      workingDirectory,
      eksctlPath ?? simulator.eksctlPath,
    );
  }

  private constructor(
    simulator: Simulator,
    workingDirectory: string,
    eksctlPath: string,
  ) {
    const { accountId, accessKeyId, secretAccessKey } = simulator.credentials;
    this.simulator = simulator;
    this.aws = {
      accountId,
      endpoint: simulator.url,
      credentials: { accessKeyId, secretAccessKey },
      eksctlPath,
      workingDirectory,
    };
  }

  startEngine(
    parts: ReturnType<typeof testParts>,
    config?: Parameters<typeof engineOn>[2],
  ): Engine {
    const engine = engineOn(this.aws, parts, config);
    this.#engines.push(engine);
    engine.start();
    return engine;
  }

  /** A role of the account that somebody made. */
  addRole(name: string): void {
    const { accountId } = this.aws;
    const { accounts } = this.simulator.state();
    accounts[accountId] ??= {
      roles: [],
      instanceProfiles: [],
      oidcProviders: [],
      regions: {},
    };
    accounts[accountId].roles.push({
      name,
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      createdAt: 0,
      assumeRolePolicy: '{}',
      tags: {},
    });
  }

  /** Ends the engines and empties AWS. */
  async endTest(): Promise<void> {
    await Promise.all(this.#engines.splice(0).map(engine => engine.stop()));
    this.simulator.reset();
  }

  async close(): Promise<void> {
    await this.simulator.close();
    await rm(this.aws.workingDirectory, { recursive: true, force: true });
  }

  /** How often AWS was asked to make the stack of a control plane. */
  controlPlanesBegun(): number {
    return this.#stacks().filter(({ name }) => name.endsWith('-cluster'))
      .length;
  }

  /** All resources of a cluster in AWS, without the history of deleted stacks. */
  existing(clusterName: string): string[] {
    return this.#regions().flatMap(region =>
      Object.entries(region).flatMap(([kind, things]) =>
        (things as { status?: string; name?: string; id?: string }[])
          .filter(({ status }) => status !== 'DELETE_COMPLETE')
          .filter(thing => JSON.stringify(thing).includes(clusterName))
          .map(({ name, id }) => `${kind} ${name ?? id}`),
      ),
    );
  }

  /** Resolves when a stack whose name ends so is in a status. */
  stackReaches(nameEnd: string, status: string) {
    return until(
      async () =>
        this.#stacks().find(
          stack => stack.name.endsWith(nameEnd) && stack.status === status,
        ),
      `${nameEnd} ${status}`,
    );
  }

  /** The statuses that a stack has been in, that of a deleted one too. */
  historyOf(stackName: string): string[] {
    return this.#stacks()
      .filter(({ name }) => name === stackName)
      .flatMap(({ name, events }) =>
        events
          .filter(({ logicalId }) => logicalId === name)
          .map(({ status }) => status),
      );
  }

  #stacks() {
    return this.#regions().flatMap(({ stacks }) => stacks);
  }

  #regions() {
    return Object.values(this.simulator.state().accounts).flatMap(account =>
      Object.values(account.regions),
    );
  }
}

/** Resolves when an environment is in one of the states. */
export function reaches(
  knex: Knex,
  id: string,
  ...states: EnvironmentState[]
): Promise<EnvironmentRow> {
  return until(async () => {
    const row = await knex<EnvironmentRow>('environments')
      .where({ id })
      .first();
    return row && states.includes(row.state) && row;
  }, `environment ${states}`);
}
