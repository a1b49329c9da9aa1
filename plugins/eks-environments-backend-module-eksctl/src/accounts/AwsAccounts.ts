import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { InputError, NotFoundError } from '@backstage/errors';
import type { AwsCredentialsOptions } from 'backstage-plugin-eks-environments-node';
import { createAwsClients } from 'backstage-plugin-eksctl-node';
import { addCircuitBreaker } from './breaker';
import { KubernetesBreakers } from './KubernetesBreakers';
import type { AwsAccountConfig } from './readAwsAccounts';
import type { AccountAccess, AccountDirectory } from './types';

const USER_AGENT = 'eks-environments';

/** Returns the credentials provider of an account, which is cached for all of its regions. */
export type CredentialsSource = (
  options: AwsCredentialsOptions,
) => Promise<AwsCredentialIdentityProvider>;

type NumberedAccount = AwsAccountConfig & { accountNumber: string };

/** Where the clients of all accounts call AWS, and how often. */
export type AwsCalls = Pick<
  Parameters<typeof createAwsClients>[0],
  'endpoint' | 'maxAttempts'
>;

/**
 * The configured accounts. Their credentials come from Backstage (`aws.accounts`); if an account has a `roleArn`, that role is assumed with
 * them.
 */
export class AwsAccounts implements AccountDirectory {
  readonly #accounts: Map<string, AwsAccountConfig>;
  readonly #credentialsFor: CredentialsSource;
  readonly #calls: AwsCalls;
  readonly #kubernetes = new KubernetesBreakers();
  readonly #credentials = new Map<
    string,
    Promise<AwsCredentialIdentityProvider>
  >();
  readonly #opened = new Map<string, Promise<AccountAccess>>();

  constructor(options: {
    accounts: readonly AwsAccountConfig[];
    credentialsFor: CredentialsSource;
    /** Omitted: the SDK's own endpoints and the usual number of attempts. */
    calls?: AwsCalls;
  }) {
    this.#accounts = new Map(
      options.accounts.map(account => [account.id, account]),
    );
    this.#credentialsFor = options.credentialsFor;
    this.#calls = options.calls ?? {};
  }

  async access(account: string, region: string): Promise<AccountAccess> {
    const config = this.#accounts.get(account);
    if (!config) {
      throw new NotFoundError(
        `The configuration has no account ${account} any more (eksEnvironments.accounts)`,
      );
    }
    const { accountNumber } = config;
    if (accountNumber === undefined) {
      throw new InputError(
        `The account ${account} has no accountNumber (eksEnvironments.accounts), so it is no AWS account`,
      );
    }
    return remember(this.#opened, `${account}/${region}`, () =>
      this.#open({ ...config, accountNumber }, region),
    );
  }

  async #open(config: NumberedAccount, region: string): Promise<AccountAccess> {
    const credentials = await this.#credentialsOf(config);
    const clients = createAwsClients({
      region,
      credentials,
      customUserAgent: USER_AGENT,
      ...this.#calls,
    });
    addCircuitBreaker(clients);
    return {
      account: config.id,
      accountNumber: config.accountNumber,
      region,
      credentials,
      awsEndpoint: this.#calls.endpoint,
      clients,
      kubernetes: (endpoint, call) => this.#kubernetes.run(endpoint, call),
    };
  }

  /** Credentials are valid in all regions of an account. */
  async #credentialsOf(
    account: NumberedAccount,
  ): Promise<AwsCredentialIdentityProvider> {
    const { id, accountNumber, roleArn, regions } = account;
    return remember(this.#credentials, id, () =>
      this.#credentialsFor({
        accountNumber,
        roleArn,
        region: regions[0],
        sessionName: USER_AGENT,
      }),
    );
  }
}

/** A failure is not cached: the next caller tries again. */
function remember<T>(
  cache: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const cached = cache.get(key);
  if (cached) {
    return cached;
  }
  const made = make();
  cache.set(key, made);
  made.catch(() => cache.delete(key));
  return made;
}
