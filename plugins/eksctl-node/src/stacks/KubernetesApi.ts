import { request } from 'node:https';
import { KubernetesAnswer, KubernetesGuard } from './KubernetesGuard';

const TIMEOUT_MS = 10_000;
const MAXIMUM_BODY = 20 * 1024 * 1024;

/** The few Kubernetes API calls that the portal makes, over TLS with the cluster's own certificate authority. */
export class KubernetesApi {
  constructor(
    private readonly options: {
      endpoint: string;
      /** PEM in base64. */
      certificateAuthority: string;
      token: string;
      /** If omitted, every call is made. */
      guard?: KubernetesGuard;
    },
  ) {}

  async version(): Promise<string> {
    const { gitVersion } = (await this.get('/version')) as {
      gitVersion?: string;
    };
    return gitVersion ?? 'unknown';
  }

  async readyNodes(): Promise<number> {
    const { items = [] } = (await this.get('/api/v1/nodes')) as {
      items?: KubernetesNode[];
    };
    return items.filter(isReady).length;
  }

  /** The HTTP status of the readiness endpoint: 200 when the API is ready. */
  async readiness(): Promise<number> {
    return (await this.ask('/readyz')).status;
  }

  findServiceAccount(
    namespace: string,
    name: string,
  ): Promise<ObjectMetadata | undefined> {
    return this.find(`/api/v1/namespaces/${namespace}/serviceaccounts/${name}`);
  }

  async hasDaemonSet(namespace: string, name: string): Promise<boolean> {
    const path = `/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}`;
    return (await this.find(path)) !== undefined;
  }

  /** The metadata of an object; undefined if it does not exist. */
  private async find(path: string): Promise<ObjectMetadata | undefined> {
    const answer = await this.ask(path);
    if (answer.status === 404) {
      return undefined;
    }
    const { metadata = {} } = this.parse(path, answer) as {
      metadata?: ObjectMetadata;
    };
    return metadata;
  }

  private async get(path: string): Promise<unknown> {
    return this.parse(path, await this.ask(path));
  }

  private parse(path: string, { status, body }: KubernetesAnswer): unknown {
    if (status !== 200) {
      throw new Error(`GET ${path}: status ${status}`);
    }
    try {
      return JSON.parse(body);
    } catch {
      throw new Error(`GET ${path}: the answer is not JSON`);
    }
  }

  private ask(path: string): Promise<KubernetesAnswer> {
    const { endpoint, guard } = this.options;
    const call = () => this.request(path);
    return guard ? guard(endpoint, call) : call();
  }

  private request(path: string): Promise<KubernetesAnswer> {
    const { endpoint, certificateAuthority, token } = this.options;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, endpoint),
        {
          ca: Buffer.from(certificateAuthority, 'base64'),
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${token}`,
          },
          timeout: TIMEOUT_MS,
        },
        response => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            body += chunk;
            if (body.length > MAXIMUM_BODY) {
              outgoing.destroy(new Error('The answer is too long'));
            }
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body }),
          );
        },
      );
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error(`GET ${path}: no answer in time`)),
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  }
}

/** The metadata fields that are read. */
export type ObjectMetadata = {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
};

type KubernetesNode = {
  status?: { conditions?: Array<{ type: string; status: string }> };
};

function isReady({ status }: KubernetesNode): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
