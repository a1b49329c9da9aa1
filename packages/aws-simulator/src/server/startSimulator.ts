import http from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { StackEngine } from '../cloudformation/StackEngine';
import { KubernetesServers } from '../kubernetes/KubernetesServers';
import { Authorization, AuthorizationLog } from '../iam/Authorization';
import { createPages } from '../pages/createPages';
import { FaultBook } from '../world/FaultBook';
import { LeftoverOwner } from '../world/leftoverOwner';
import { addLeftovers } from '../world/leftovers';
import { LeftoverKind, Mail, WorldState } from '../world/model';
import { jobRunner } from '../world/jobs';
import { StateFile } from '../world/StateFile';
import { World, completeState, emptyState } from '../world/World';
import { AwsEndpoint, CallRecord } from './AwsEndpoint';
import { STATIC_CREDENTIALS } from './principals';

/** Speed factor compared with AWS. */
export const DEFAULT_SPEED = 45;
export const DEFAULT_PORT = 4577;

/** Settings of a simulator. */
export interface SimulatorOptions {
  /** 0 for any free port. Default 4577. */
  port?: number;
  /** Where the state is stored; without it, the state is lost on exit. */
  dataDir?: string;
  /** Default 45: a creation of 15 minutes takes 20 seconds. */
  speed?: number;
  /** Values of service quotas by code, such as `L-F678F1CE` for VPCs; default values if omitted. */
  quotas?: Record<string, number>;
  /** Whether {@link Simulator.authorizations} are recorded. */
  recordsAuthorizations?: boolean;
  /** The simulated AWS's clock in epoch milliseconds; signatures always use real time. */
  now?: () => number;
}

/** Long-lived keys of one account. */
export interface AccountCredentials {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A running simulator. */
export interface Simulator {
  /** The value for `AWS_ENDPOINT_URL`. */
  url: string;
  /** Keys of the first account. */
  credentials: AccountCredentials;
  /** Keys of every account. */
  accounts: readonly AccountCredentials[];
  /** Path of the eksctl stand-in, an executable file. */
  eksctlPath: string;
  faults: FaultBook;
  /** The current state of the accounts. Tests may modify it to prepare unusual situations. */
  state(): WorldState;
  /** The calls that were answered, oldest first. */
  calls(): CallRecord[];
  /**
   * The IAM authorizations, each once: those of calls, and those of CloudFormation on behalf of the creator of a stack. Empty if not
   * recorded.
   */
  authorizations(): Authorization[];
  /** Mails that SES accepted, oldest first. */
  inbox(): Mail[];
  /** Adds resources to an account that a cluster's workloads would leave. */
  addLeftovers(owner: LeftoverOwner, kinds: LeftoverKind[]): void;
  reset(): void;
  close(): Promise<void>;
}

/** This package's folder, both from source and from a bundle in `dist`. */
const PACKAGE_ROOT = path.dirname(
  require.resolve('aws-simulator/package.json'),
);

/**
 * Starts a simulated AWS on the loopback interface.
 *
 * @throws Error with code `EADDRINUSE` if the port is in use.
 */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const {
    port = DEFAULT_PORT,
    dataDir,
    speed = DEFAULT_SPEED,
    quotas,
    recordsAuthorizations = false,
    now = Date.now,
  } = options;
  const file = dataDir === undefined ? undefined : new StateFile(dataDir);
  const world = new World(
    completeState(file?.load() ?? emptyState()),
    speed,
    now,
  );
  if (quotas) {
    world.state.quotas = quotas;
  }
  const authorizations = recordsAuthorizations
    ? new AuthorizationLog()
    : undefined;
  const stacks = new StackEngine(world, authorizations);
  world.setJobRunner(jobRunner(world, stacks));
  const kubernetes = new KubernetesServers(world);
  const endpoint = new AwsEndpoint(world, stacks, kubernetes, authorizations);
  const pages = createPages({ world, calls: () => endpoint.calls() });

  const server = http.createServer((request, response) => {
    response.on('finish', () => file?.saveSoon(() => world.state));
    if (request.url?.startsWith('/_simulator')) {
      pages(request, response);
      return;
    }
    endpoint.handle(request, response).catch(error => response.destroy(error));
  });
  // A client with keep-alive connections must never use one that is being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  await kubernetes.sync();

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: STATIC_CREDENTIALS[0],
    accounts: STATIC_CREDENTIALS,
    eksctlPath: path.join(PACKAGE_ROOT, 'bin', 'eksctl'),
    faults: world.faults,
    state: () => {
      world.settle();
      return world.state;
    },
    calls: () => endpoint.calls(),
    authorizations: () => authorizations?.list() ?? [],
    inbox: () => [...world.state.mails],
    addLeftovers: (owner, kinds) => addLeftovers(world, owner, kinds),
    reset: () => world.reset(),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await kubernetes.close();
      file?.save(world.state);
    },
  };
}
