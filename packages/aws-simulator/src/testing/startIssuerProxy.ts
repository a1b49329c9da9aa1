import http from 'node:http';
import { AddressInfo, connect } from 'node:net';
import https from 'node:https';
import { generate } from 'selfsigned';

/** A proxy through which a program reaches the OIDC issuers of the simulated clusters. */
export interface IssuerProxy {
  url: string;
  /** PEM certificate that clients of an issuer must trust. */
  certificate: string;
  close(): Promise<void>;
}

/**
 * The issuers of the simulated clusters have AWS host names. The real eksctl reads their certificate before it creates the OIDC provider,
 * so something has to respond to these names.
 */
export async function startIssuerProxy(region: string): Promise<IssuerProxy> {
  const host = `oidc.eks.${region}.amazonaws.com`;
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  const issuer = https.createServer(
    { key: made.private, cert: made.cert },
    (_request, response) => response.end('{}'),
  );
  const proxy = http.createServer();
  proxy.on('connect', (_request, client) => {
    const upstream = connect(portOf(issuer), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await Promise.all([issuer, proxy].map(listen));
  return {
    url: `http://127.0.0.1:${portOf(proxy)}`,
    certificate: made.cert,
    close: async () => {
      for (const server of [proxy, issuer]) {
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
      }
    },
  };
}

function listen(server: http.Server | https.Server): Promise<void> {
  return new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: http.Server | https.Server): number {
  return (server.address() as AddressInfo).port;
}
