import type { AwsCredentialIdentity } from '@aws-sdk/types';
import {
  defaultPrices,
  type EksctlRunner,
  LocalEksctlRunner,
} from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import {
  AwsAccounts,
  type DryRun,
  type EksctlConfig,
  eksctlProvisioner,
} from './eksctlModule';
import { CircuitBreakers } from '../breakers';
import { createEngine, type EngineConfig } from '../engine';
import {
  DatabaseOperationQueue,
  LocalCapabilities,
  OperationTypes,
} from '../operations';
import { createOperationType } from '../operations/create';
import { deleteOperationType } from '../operations/delete';
import {
  hibernateOperationType,
  resumeOperationType,
} from '../operations/power';
import { installation } from './seedEnvironment';
import { runnableBy, type testParts } from './testParts';
import { testProvisioners } from './testProvisioners';

const ms = (milliseconds: number) => Duration.fromObject({ milliseconds });

/** What an engine needs to know of a simulated AWS; fits in the environment of another process. */
export interface SimulatedAws {
  accountId: string;
  endpoint: string;
  credentials: AwsCredentialIdentity;
  eksctlPath: string;
  workingDirectory: string;
}

/** An account directory on a simulated AWS. */
export function accountsOf(aws: SimulatedAws): AwsAccounts {
  return new AwsAccounts({
    accounts: [
      {
        id: 'sandbox',
        accountNumber: aws.accountId,
        regions: ['eu-west-1'],
      },
    ],
    credentialsFor: async () => async () => aws.credentials,
    calls: { endpoint: aws.endpoint },
  });
}

/** The environment that eksctl inherits. */
export function environmentOf(
  aws: Pick<SimulatedAws, 'endpoint'>,
): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.endpoint };
}

/** eksctl on this machine. */
export function localRunner(
  aws: SimulatedAws,
  onWarning?: (message: string) => void,
): LocalEksctlRunner {
  const { eksctlPath, workingDirectory } = aws;
  return new LocalEksctlRunner({
    eksctlPath,
    workingDirectory,
    environment: environmentOf(aws),
    onWarning,
  });
}

/** An engine that is as fast as a simulated AWS; a claim is lost after a second. */
export function engineOn(
  aws: SimulatedAws,
  parts: ReturnType<typeof testParts>,
  {
    runner,
    dryRun,
    ...config
  }: Partial<EngineConfig & EksctlConfig> & {
    /** Omitted: the eksctl of this machine. */
    runner?: EksctlRunner;
    /** Omitted: configs are not checked before a creation. */
    dryRun?: DryRun;
  } = {},
) {
  const engineConfig: EngineConfig & EksctlConfig = {
    eksctlPath: aws.eksctlPath,
    eksctlTimeout: Duration.fromObject({ minutes: 40 }),
    silence: Duration.fromObject({ minutes: 5 }),
    deletionTimeout: Duration.fromObject({ hours: 1 }),
    verifyFor: Duration.fromObject({ minutes: 10 }),
    propagation: ms(300),
    sweepFor: ms(1_500),
    limits: { concurrency: 2, perRegionOf: {} },
    claim: ms(1_000),
    pollInterval: ms(50),
    watchInterval: ms(50),
    reaperInterval: ms(100),
    attempts: 2,
    takeovers: 5,
    backoff: ms(20),
    workingDirectory: aws.workingDirectory,
    log: {
      limits: { lines: 20_000, bytes: 5_000_000 },
      retention: Duration.fromObject({ days: 90 }),
    },
    notificationInterval: ms(100),
    notificationRetention: Duration.fromObject({ days: 30 }),
    operators: [],
    ...config,
  };
  const provisioners = testProvisioners([
    eksctlProvisioner({
      planning: {
        accounts: [],
        regions: { answer: async () => ({}) },
        prices: defaultPrices,
      },
      procedures: {
        ...parts,
        runner,
        dryRun,
        accounts: accountsOf(aws),
        environment: environmentOf(aws),
        readiness: { isReady: () => true, startFailed: () => {} },
        config: engineConfig,
      },
    }),
  ]);
  const types = new OperationTypes([
    createOperationType({
      ...parts,
      provisioners,
      executor: { isReady: () => true },
    }),
    deleteOperationType({ ...parts, provisioners }),
    hibernateOperationType({ provisioners }),
    resumeOperationType({ provisioners }),
  ]);
  const capabilities = new LocalCapabilities({
    ...parts,
    types,
    provisioners,
  });
  const runnable = runnableBy(capabilities);
  const breakers = new CircuitBreakers({
    ...parts,
    types,
    runnable,
    firstBackoffSeconds: engineConfig.backoff.as('seconds'),
  });
  return createEngine({
    ...parts,
    types,
    capabilities,
    runnable,
    operations: new DatabaseOperationQueue({ ...parts, types }),
    breakers,
    installation,
    replica: `test/${process.pid}`,
    config: engineConfig,
  });
}

/** The config of an engine that runs many operations at once, with longer claims, because the machine is slow then. */
export function manyAtOnce(
  concurrency: number,
): Partial<EngineConfig & EksctlConfig> {
  return {
    limits: { concurrency, perRegionOf: {} },
    claim: Duration.fromObject({ minutes: 1 }),
    watchInterval: ms(400),
    eksctlTimeout: Duration.fromObject({ days: 30 }),
  };
}
