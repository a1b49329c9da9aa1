import { IncomingMessage } from 'node:http';
import { Cluster } from '../world/model';
import { Answer, Json, listOf, metadataIn, statusOf } from './wire';

const PATH = /^\/api\/v1\/namespaces(?:\/([^/]+))?$/;
const FROM_THE_START = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

/** Lists, reads and creates namespaces; undefined for every other request. */
export async function namespaceAnswer(
  cluster: Cluster,
  request: IncomingMessage,
  pathname: string,
): Promise<Answer | undefined> {
  const match = PATH.exec(pathname);
  if (!match) {
    return undefined;
  }
  const [, wanted] = match;
  const names = [...FROM_THE_START, ...(cluster.namespaces ?? [])];
  if (request.method === 'GET' && wanted === undefined) {
    return listOf('NamespaceList', 'v1', names.map(namespace));
  }
  if (request.method === 'GET' && wanted !== undefined) {
    return names.includes(wanted)
      ? { status: 200, body: namespace(wanted) }
      : statusOf(404, 'NotFound', `namespaces "${wanted}" not found`);
  }
  if (request.method === 'POST' && wanted === undefined) {
    const { name } = await metadataIn(request);
    if (names.includes(name)) {
      return statusOf(
        409,
        'AlreadyExists',
        `namespaces "${name}" already exists`,
      );
    }
    cluster.namespaces = [...(cluster.namespaces ?? []), name];
    return { status: 201, body: namespace(name) };
  }
  return undefined;
}

function namespace(name: string): Json {
  return {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name },
    status: { phase: 'Active' },
  };
}
