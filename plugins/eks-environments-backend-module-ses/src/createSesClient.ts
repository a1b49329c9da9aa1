import { globalAgent } from 'node:https';
import { SESClient } from '@aws-sdk/client-ses';
import type { Config } from '@backstage/config';
import { awsCredentials } from 'backstage-plugin-eks-environments-node';
import type { SesConfig } from './config';

const USER_AGENT = 'eks-environments-for-backstage';

/** A client with the credentials of the config. */
export async function createSesClient(
  config: Config,
  { region, accountId }: SesConfig,
): Promise<SESClient> {
  const credentials = await awsCredentials(config, {
    region,
    accountNumber: accountId,
    sessionName: USER_AGENT,
  });
  return new SESClient({
    region,
    credentials,
    customUserAgent: USER_AGENT,
    // The outbox retries. After a timeout it is unknown whether SES accepted the mail, so each retry may send it again.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 15_000,
      // Uses the same proxy as Node.
      httpsAgent: globalAgent,
    },
  });
}
