import https from 'node:https';
import { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { Cluster } from '../world/model';
import { World } from '../world/World';
import { handleKubernetesRequest } from './kubernetesApi';

/**
 * One TLS server per cluster, because each EKS endpoint has a host of its own. Ports are stored with the cluster, so that a kubeconfig
 * still works after a restart.
 */
export class KubernetesServers {
  private readonly servers = new Map<string, https.Server>();

  constructor(private readonly world: World) {}

  /** Starts missing servers and closes those of deleted clusters. */
  async sync(): Promise<void> {
    const present = new Set<string>();
    for (const { cluster } of this.world.clusters()) {
      present.add(cluster.arn);
      if (!this.servers.has(cluster.arn)) {
        await this.open(cluster);
      }
    }
    for (const [arn, server] of this.servers) {
      if (!present.has(arn)) {
        this.servers.delete(arn);
        server.close();
        server.closeAllConnections();
      }
    }
  }

  async close(): Promise<void> {
    const open = [...this.servers.values()];
    this.servers.clear();
    await Promise.all(
      open.map(server => {
        server.closeAllConnections();
        return new Promise(resolve => server.close(resolve));
      }),
    );
  }

  private async open(cluster: Cluster): Promise<void> {
    const { key, cert } = await this.certificate();
    if (this.servers.has(cluster.arn)) {
      return;
    }
    const server = https.createServer({ key, cert }, (request, response) => {
      handleKubernetesRequest(this.world, cluster.arn, request, response).catch(
        error => {
          response.destroy(error);
        },
      );
    });
    this.servers.set(cluster.arn, server);
    cluster.port = await listen(server, cluster.port ?? 0).catch(() =>
      listen(server, 0),
    );
    server.unref();
  }

  private async certificate(): Promise<{ key: string; cert: string }> {
    if (!this.world.state.tls) {
      const made = await generate(
        [{ name: 'commonName', value: 'aws-simulator' }],
        {
          keyType: 'ec',
          algorithm: 'sha256',
          notAfterDate: new Date(Date.now() + 10 * 365 * 86_400_000),
          extensions: [
            { name: 'basicConstraints', cA: true, critical: true },
            {
              name: 'subjectAltName',
              altNames: [
                { type: 2, value: 'localhost' },
                { type: 7, ip: '127.0.0.1' },
              ],
            },
          ],
        },
      );
      this.world.state.tls ??= { key: made.private, cert: made.cert };
    }
    return this.world.state.tls;
  }
}

function listen(server: https.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
