import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { NotFoundError } from '@backstage/errors';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { createAwsClients } from 'backstage-plugin-eksctl-node';
import type { AccountConfig } from '../config';
import { addCircuitBreaker } from './breaker';
import { KubernetesBreakers } from './KubernetesBreakers';
import type { AccountAccess, AccountDirectory } from './types';

const USER_AGENT = 'eks-environments';

/**
 * The accounts of the configuration, with Backstage's own credentials for them (`aws.accounts`), and a role of ours assumed with
 * these where the account names one.
 */
export class AwsAccounts implements AccountDirectory {
  readonly #accounts: Map<string, AccountConfig>;
  readonly #credentialsManager: AwsCredentialsManager;
  readonly #kubernetes = new KubernetesBreakers();
  readonly #cache = new Map<string, Promise<AccountAccess>>();

  constructor(options: {
    accounts: readonly AccountConfig[];
    credentialsManager: AwsCredentialsManager;
  }) {
    this.#accounts = new Map(
      options.accounts.map(account => [account.id, account]),
    );
    this.#credentialsManager = options.credentialsManager;
  }

  async access(account: string, region: string): Promise<AccountAccess> {
    const config = this.#accounts.get(account);
    if (!config) {
      throw new NotFoundError(
        `The configuration has no account ${account} any more (eksEnvironments.accounts)`,
      );
    }
    const key = `${account}/${region}`;
    const cached = this.#cache.get(key);
    if (cached) {
      return cached;
    }
    const opened = this.#open(config, region);
    this.#cache.set(key, opened);
    // What failed is tried again by the next caller.
    opened.catch(() => this.#cache.delete(key));
    return opened;
  }

  async #open(config: AccountConfig, region: string): Promise<AccountAccess> {
    const credentials = await this.#credentialsOf(config, region);
    const clients = createAwsClients({
      region,
      credentials,
      customUserAgent: USER_AGENT,
    });
    addCircuitBreaker(clients);
    return {
      account: config.id,
      accountNumber: config.accountNumber,
      region,
      credentials,
      clients,
      kubernetes: (endpoint, call) => this.#kubernetes.run(endpoint, call),
    };
  }

  async #credentialsOf(
    { accountNumber, roleArn }: AccountConfig,
    region: string,
  ): Promise<AwsCredentialIdentityProvider> {
    const { sdkCredentialProvider } = roleArn
      ? await this.#credentialsManager.getCredentialProvider()
      : await this.#credentialsManager.getCredentialProvider({
          accountId: accountNumber,
        });
    return roleArn
      ? fromTemporaryCredentials({
          masterCredentials: sdkCredentialProvider,
          params: { RoleArn: roleArn, RoleSessionName: USER_AGENT },
          clientConfig: { region },
        })
      : sdkCredentialProvider;
  }
}
