import { globalAgent } from 'node:https';
import {
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { type Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { shareCredentials } from './shareCredentials';

/** Node's global agent uses a proxy if `NODE_USE_ENV_PROXY` is set; the agents of the SDK do not. */
const REQUEST_HANDLER = new NodeHttpHandler({
  connectionTimeout: 5_000,
  requestTimeout: 15_000,
  httpsAgent: globalAgent,
});

/** What sends the calls of a client. */
type RequestHandler = NonNullable<STSClientConfig['requestHandler']>;

/**
 * Which credentials to get.
 *
 * @public
 */
export interface AwsCredentialsOptions {
  /** The region of STS, unless the configuration names one. */
  region: string;
  /** Twelve digits. Omitted: the portal's own credentials. */
  accountNumber?: string;
  /** A role to assume with the portal's own credentials, instead of what `aws.accounts` configures. */
  roleArn?: string;
  /** Visible in CloudTrail. */
  sessionName: string;
}

/**
 * Gets credentials through Backstage's AWS integration (`aws` in the configuration), shared by all clients of an account.
 *
 * @remarks
 *
 * By itself the integration calls STS in us-east-1, which neither another partition nor a network without internet reaches, and assumes a
 * role once for each client.
 *
 * @returns a provider to be reused: it caches temporary credentials until they are about to expire
 * @throws InputError when no credentials are configured for the account and the portal's own belong to another one; an error of AWS when it
 *   does not tell to which account they belong
 * @public
 */
export async function awsCredentials(
  config: Config,
  options: AwsCredentialsOptions,
): Promise<AwsCredentialIdentityProvider> {
  return credentialsThrough(REQUEST_HANDLER, config, options);
}

/** {@link awsCredentials} whose calls to STS go through a request handler. */
export async function credentialsThrough(
  requestHandler: RequestHandler,
  config: Config,
  options: AwsCredentialsOptions,
): Promise<AwsCredentialIdentityProvider> {
  const { region, accountNumber, roleArn, sessionName } = options;
  const aws = config.getOptional<JsonObject>('aws') ?? {};
  const manager = DefaultAwsCredentialsManager.fromConfig(
    new ConfigReader({ aws: withRegion(aws, region) }),
  );
  const own = await manager.getCredentialProvider();
  if (roleArn) {
    return shareCredentials(
      fromTemporaryCredentials({
        masterCredentials: own.sdkCredentialProvider,
        params: { RoleArn: roleArn, RoleSessionName: sessionName },
        clientConfig: { region, requestHandler },
      }),
    );
  }
  if (accountNumber && isConfigured(aws, accountNumber)) {
    const { sdkCredentialProvider } = await manager.getCredentialProvider({
      accountId: accountNumber,
    });
    return shareCredentials(
      assumedThrough(requestHandler, sdkCredentialProvider, region),
    );
  }
  const shared = shareCredentials(
    assumedThrough(requestHandler, own.sdkCredentialProvider, region),
  );
  if (accountNumber) {
    await assertAccount(requestHandler, shared, accountNumber, region);
  }
  return shared;
}

/** Adds the STS regions that the configuration omits. The integration refuses a region for an account without a role. */
function withRegion(aws: JsonObject, region: string): JsonObject {
  const { mainAccount, accountDefaults, accounts } = aws;
  const filled = (value: JsonValue): JsonValue =>
    isObject(value) && value.roleName ? { region, ...value } : value;
  return {
    ...aws,
    mainAccount: { region, ...(isObject(mainAccount) ? mainAccount : {}) },
    ...(accountDefaults && { accountDefaults: filled(accountDefaults) }),
    ...(Array.isArray(accounts) && { accounts: accounts.map(filled) }),
  };
}

function isConfigured(aws: JsonObject, accountNumber: string): boolean {
  const { accountDefaults, accounts } = aws;
  const isNamed =
    Array.isArray(accounts) &&
    accounts.some(
      account =>
        isObject(account) && String(account.accountId) === accountNumber,
    );
  return isNamed || (isObject(accountDefaults) && !!accountDefaults.roleName);
}

/** The credential provider of a client assumes its role with that client's request handler. */
function assumedThrough(
  requestHandler: RequestHandler,
  provider: AwsCredentialIdentityProvider,
  region: string,
): AwsCredentialIdentityProvider {
  return properties =>
    provider({
      ...properties,
      callerClientConfig: {
        region: async () => region,
        ...properties?.callerClientConfig,
        requestHandler,
      },
    });
}

async function assertAccount(
  requestHandler: RequestHandler,
  credentials: AwsCredentialIdentityProvider,
  accountNumber: string,
  region: string,
): Promise<void> {
  const sts = new STSClient({
    region,
    credentials,
    requestHandler,
  });
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (Account !== accountNumber) {
    throw new InputError(
      `aws.accounts has no entry for the AWS account ${accountNumber}, and the credentials of the portal itself belong to ${Account}: add an entry or aws.accountDefaults.roleName`,
    );
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
