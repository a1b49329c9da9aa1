import { IncomingMessage } from 'node:http';
import { Cluster, ServiceAccount } from '../world/model';
import { Answer, metadataIn, ObjectMetadata, statusOf } from './wire';

const PATH = /^\/api\/v1\/namespaces\/([^/]+)\/serviceaccounts(?:\/([^/]+))?$/;

/** Creates, updates or reads a service account; undefined for every other request. */
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
    return create(cluster, namespace, await metadataIn(request));
  }
  if (request.method === 'GET' && wanted !== undefined) {
    return told(find(cluster, namespace, wanted), wanted);
  }
  if (request.method === 'PUT' && wanted !== undefined) {
    const { annotations, labels } = await metadataIn(request);
    const account = find(cluster, namespace, wanted);
    if (account) {
      Object.assign(account, { annotations, labels });
    }
    return told(account, wanted);
  }
  return undefined;
}

function told(account: ServiceAccount | undefined, wanted: string): Answer {
  return account
    ? { status: 200, body: serviceAccount(account) }
    : statusOf(404, 'NotFound', `serviceaccounts "${wanted}" not found`);
}

function create(
  cluster: Cluster,
  namespace: string,
  { name, annotations, labels }: ObjectMetadata,
): Answer {
  if (find(cluster, namespace, name)) {
    return statusOf(
      409,
      'AlreadyExists',
      `serviceaccounts "${name}" already exists`,
    );
  }
  const account = { namespace, name, annotations, labels };
  cluster.serviceAccounts = [...(cluster.serviceAccounts ?? []), account];
  return { status: 201, body: serviceAccount(account) };
}

function find(
  { serviceAccounts = [] }: Cluster,
  namespace: string,
  name: string,
): ServiceAccount | undefined {
  return serviceAccounts.find(
    item => item.namespace === namespace && item.name === name,
  );
}

function serviceAccount({
  namespace,
  name,
  annotations,
  labels,
}: ServiceAccount) {
  return {
    kind: 'ServiceAccount',
    apiVersion: 'v1',
    metadata: { namespace, name, annotations, labels },
  };
}
