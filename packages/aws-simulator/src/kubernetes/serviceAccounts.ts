import { IncomingMessage } from 'node:http';
import { Cluster } from '../world/model';
import { Answer, nameIn, statusOf } from './wire';

const PATH = /^\/api\/v1\/namespaces\/([^/]+)\/serviceaccounts(?:\/([^/]+))?$/;

/** Creates a service account, or tells whether it is there; undefined for every other request. */
export async function serviceAccountAnswer(
  cluster: Cluster,
  request: IncomingMessage,
  pathname: string,
): Promise<Answer | undefined> {
  const [, namespace, wanted] = PATH.exec(pathname) ?? [];
  if (!namespace) {
    return undefined;
  }
  if (request.method === 'POST' && wanted === undefined) {
    return create(cluster, namespace, await nameIn(request));
  }
  if (request.method === 'GET' && wanted !== undefined) {
    return isThere(cluster, namespace, wanted)
      ? { status: 200, body: serviceAccount(namespace, wanted) }
      : statusOf(404, 'NotFound', `serviceaccounts "${wanted}" not found`);
  }
  if (request.method === 'PUT' && wanted !== undefined) {
    return { status: 200, body: serviceAccount(namespace, wanted) };
  }
  return undefined;
}

function create(cluster: Cluster, namespace: string, name: string) {
  if (isThere(cluster, namespace, name)) {
    return statusOf(
      409,
      'AlreadyExists',
      `serviceaccounts "${name}" already exists`,
    );
  }
  cluster.serviceAccounts = [
    ...(cluster.serviceAccounts ?? []),
    { namespace, name },
  ];
  return { status: 201, body: serviceAccount(namespace, name) };
}

function isThere(
  { serviceAccounts = [] }: Cluster,
  namespace: string,
  name: string,
): boolean {
  return serviceAccounts.some(
    item => item.namespace === namespace && item.name === name,
  );
}

function serviceAccount(namespace: string, name: string) {
  return {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    metadata: { namespace, name },
  };
}
