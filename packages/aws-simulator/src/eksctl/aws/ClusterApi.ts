import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import https from 'node:https';
import { Answer, Aws } from './Aws';

/** A response of a cluster's Kubernetes API. */
export interface KubernetesAnswer {
  status: number;
  body: Answer;
}

/** The Kubernetes API of one cluster, with a token made from the AWS credentials. */
export class ClusterApi {
  private constructor(
    private readonly aws: Aws,
    private readonly name: string,
    private readonly endpoint: string,
    private readonly ca: string,
  ) {}

  static of(aws: Aws, cluster: Answer): ClusterApi {
    const { data } = (cluster.certificateAuthority ?? {}) as { data?: string };
    const ca = Buffer.from(data ?? '', 'base64').toString('utf8');
    return new ClusterApi(
      aws,
      String(cluster.name),
      String(cluster.endpoint),
      ca,
    );
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<KubernetesAnswer> {
    const token = await this.token();
    const url = new URL(this.endpoint);
    return new Promise((resolve, reject) => {
      const outgoing = https.request(
        {
          host: url.hostname,
          port: url.port,
          path,
          method,
          ca: this.ca,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
          },
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: incoming.statusCode ?? 0,
              body: (text ? JSON.parse(text) : {}) as Answer,
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** API discovery, the first calls of a client. */
  async discover(): Promise<void> {
    for (const path of [
      '/api',
      '/apis',
      '/apis/networking.k8s.io/v1',
      '/apis/apps/v1',
      '/api/v1',
    ]) {
      await this.request('GET', path);
    }
  }

  private async token(): Promise<string> {
    const { region, credentials } = this.aws;
    const signer = new SignatureV4({
      credentials: await credentials.keys(),
      region,
      service: 'sts',
      sha256: Sha256,
    });
    const host = `sts.${region}.amazonaws.com`;
    const signed = await signer.presign(
      {
        method: 'GET',
        protocol: 'https:',
        hostname: host,
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
        headers: { host, 'x-k8s-aws-id': this.name },
      },
      { expiresIn: 60, unhoistableHeaders: new Set(['x-k8s-aws-id']) },
    );
    const query = new URLSearchParams(signed.query as Record<string, string>);
    return `k8s-aws-v1.${Buffer.from(`https://${host}/?${query}`).toString(
      'base64url',
    )}`;
  }
}
