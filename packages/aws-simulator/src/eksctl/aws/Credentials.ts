/** Keys to sign with. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

const REFRESH_BEFORE_MS = 60_000;

/**
 * The two ends of the SDK's credential chain that the product uses: keys in the environment, or else the container endpoint, whose
 * credentials are refreshed shortly before they expire.
 */
export class Credentials {
  private fetched?: { keys: Keys; expiresAt: number };

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  async keys(): Promise<Keys> {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } =
      this.env;
    if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
      return {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN || undefined,
      };
    }
    if (
      !this.fetched ||
      this.fetched.expiresAt - REFRESH_BEFORE_MS < Date.now()
    ) {
      this.fetched = await this.fetch();
    }
    return this.fetched.keys;
  }

  private async fetch(): Promise<{ keys: Keys; expiresAt: number }> {
    const address = this.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
    const hint =
      'get identity: get credentials: failed to refresh cached credentials';
    if (!address) {
      throw new Error(
        `${hint}, no EC2 IMDS role found, operation error ec2imds: GetMetadata, canceled, context deadline exceeded`,
      );
    }
    const token = this.env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    const response = await fetch(address, {
      headers: token ? { authorization: token } : {},
    }).catch(error => {
      throw new Error(`${hint}, failed to load credentials, ${String(error)}`);
    });
    if (!response.ok) {
      throw new Error(
        `${hint}, failed to load credentials, http status ${response.status}`,
      );
    }
    const body = (await response.json()) as {
      AccessKeyId: string;
      SecretAccessKey: string;
      Token?: string;
      Expiration?: string;
    };
    return {
      keys: {
        accessKeyId: body.AccessKeyId,
        secretAccessKey: body.SecretAccessKey,
        sessionToken: body.Token,
      },
      expiresAt: body.Expiration
        ? Date.parse(body.Expiration)
        : Number.MAX_SAFE_INTEGER,
    };
  }
}
