import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';

/**
 * Provides fresh AWS credentials to one eksctl process.
 *
 * Keys in the environment cannot be refreshed while eksctl runs, and a creation can outlive them. The AWS SDKs can read credentials from
 * an HTTP endpoint on a loopback address, again whenever they expire. So no environment contains a key, only the address and a token,
 * which are worthless after {@link CredentialEndpoint.close}.
 *
 * @public
 */
export class CredentialEndpoint {
  /**
   * Starts an endpoint on 127.0.0.1, on a free port.
   *
   * @param options - `onError` is called when the provider fails; eksctl gets no details
   */
  static async start(options: {
    credentials: AwsCredentialIdentityProvider;
    onError?: (error: unknown) => void;
  }): Promise<CredentialEndpoint> {
    const token = randomBytes(32).toString('base64url');
    const path = `/${randomBytes(16).toString('hex')}`;
    const server = createServer((request, response) => {
      if (!isAuthorized(request, path, token)) {
        respond(response, 404, { code: 'NotFound', message: 'Not found' });
        return;
      }
      options.credentials().then(
        ({ accessKeyId, secretAccessKey, sessionToken, expiration }) =>
          respond(response, 200, {
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretAccessKey,
            Token: sessionToken,
            Expiration: expiration?.toISOString(),
          }),
        error => {
          options.onError?.(error);
          respond(response, 500, {
            code: 'CredentialsNotAvailable',
            message: 'The credentials of the target account are not available',
          });
        },
      );
    });
    await listen(server);
    const { port } = server.address() as AddressInfo;
    return new CredentialEndpoint(server, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}${path}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    });
  }

  private constructor(
    private readonly server: Server,
    /** Variables for the environment of the process. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Closes the endpoint and its connections. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
    // an open endpoint must not keep the portal from exiting
    server.unref();
  });
}

function isAuthorized(
  request: IncomingMessage,
  path: string,
  token: string,
): boolean {
  return (
    request.method === 'GET' &&
    equals(request.url ?? '', path) &&
    equals(request.headers.authorization ?? '', token)
  );
}

function equals(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
