import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AwsClients, KubernetesGuard } from 'backstage-plugin-eksctl-node';

/** Access to one region of one account. */
export interface AccountAccess {
  account: string;
  /** Twelve digits. */
  accountNumber: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of AWS. Omitted: the one that the SDK determines. */
  awsEndpoint?: string;
  clients: AwsClients;
  /** The circuit breakers for the Kubernetes APIs of its clusters. */
  kubernetes: KubernetesGuard;
}

/** Provides access to AWS accounts. */
export interface AccountDirectory {
  /** @throws NotFoundError when the configuration has no such account */
  access(account: string, region: string): Promise<AccountAccess>;
}
