import { request } from 'node:https';

const TIMEOUT_MS = 10_000;
const MAXIMUM_BODY = 20 * 1024 * 1024;

/** The few questions that we ask a cluster, over TLS with the cluster's own authority. */
export class KubernetesApi {
  constructor(
    private readonly options: {
      endpoint: string;
      /** PEM in base64. */
      certificateAuthority: string;
      token: string;
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

  private get(path: string): Promise<unknown> {
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
          response.on('end', () => {
            if (response.statusCode !== 200) {
              reject(new Error(`GET ${path}: status ${response.statusCode}`));
              return;
            }
            try {
              resolve(JSON.parse(body));
            } catch {
              reject(new Error(`GET ${path}: the answer is not JSON`));
            }
          });
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

type KubernetesNode = {
  status?: { conditions?: Array<{ type: string; status: string }> };
};

function isReady({ status }: KubernetesNode): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
