import { SESClient } from '@aws-sdk/client-ses';
import type { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { SesConfig } from './config';

/** A client with the credentials of the config. */
export async function createSesClient(
  config: Config,
  { region, accountId }: SesConfig,
): Promise<SESClient> {
  const { sdkCredentialProvider } =
    await DefaultAwsCredentialsManager.fromConfig(config).getCredentialProvider(
      { accountId },
    );
  return new SESClient({
    region,
    credentials: sdkCredentialProvider,
    customUserAgent: 'eks-environments-for-backstage',
    // The outbox tries again. After a timeout nobody knows whether SES took the mail, so each try may be a second mail.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000 },
  });
}
