import { IncomingMessage } from 'node:http';
import { Cluster } from '../world/model';
import { Answer, metadataIn, statusOf } from './wire';

const PATH =
  /^\/apis\/apps\/v1\/namespaces\/kube-system\/daemonsets(?:\/([^/]+))?$/;

/** Creates, reads or deletes a DaemonSet in kube-system; undefined for every other request. */
export async function daemonSetAnswer(
  cluster: Cluster,
  request: IncomingMessage,
  pathname: string,
): Promise<Answer | undefined> {
  const [path, wanted] = PATH.exec(pathname) ?? [];
  const { daemonSets = [] } = cluster;
  if (!path) {
    return undefined;
  }
  if (request.method === 'POST' && wanted === undefined) {
    const { name } = await metadataIn(request);
    cluster.daemonSets = [...daemonSets, name];
    return { status: 201, body: daemonSet(name) };
  }
  if (request.method === 'GET' && wanted !== undefined) {
    return daemonSets.includes(wanted)
      ? { status: 200, body: daemonSet(wanted) }
      : statusOf(404, 'NotFound', `daemonsets.apps "${wanted}" not found`);
  }
  if (request.method === 'DELETE' && wanted !== undefined) {
    cluster.daemonSets = daemonSets.filter(name => name !== wanted);
    // The network's DaemonSet always exists, and eksctl deletes it before the nodes.
    return {
      status: 200,
      body: { kind: 'Status', apiVersion: 'v1', status: 'Success' },
    };
  }
  return undefined;
}

function daemonSet(name: string) {
  return {
    kind: 'DaemonSet',
    apiVersion: 'apps/v1',
    metadata: { namespace: 'kube-system', name },
  };
}
