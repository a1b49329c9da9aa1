import { Answer, Aws } from '../aws/Aws';
import { ClusterApi } from '../aws/ClusterApi';
import { StackView } from '../aws/stacks';
import { failure } from '../Exit';
import { log } from '../log';
import { goDuration } from './createCluster';

const EVICTION_WAIT_SECONDS = 10;

export interface DrainOptions {
  cluster: string;
  /** Deletes pods instead of evicting them, which ignores disruption budgets. */
  disableEviction: boolean;
  timeoutSeconds: number;
}

/**
 * Drains the nodes of self-managed nodegroups; EKS drains its own. The eviction of a pod that a disruption budget blocks is retried until
 * the timeout.
 */
export async function drainNodegroups(
  aws: Aws,
  api: ClusterApi,
  stacks: StackView[],
  options: DrainOptions,
): Promise<void> {
  const unmanaged = stacks.filter(
    stack => stack.tags['alpha.eksctl.io/nodegroup-type'] === 'unmanaged',
  );
  log.info(
    `will drain ${unmanaged.length} unmanaged nodegroup(s) in cluster "${options.cluster}"`,
  );
  log.info('starting parallel draining, max in-flight of 1');
  for (const stack of unmanaged) {
    const name = stack.tags['alpha.eksctl.io/nodegroup-name'];
    const nodes = await nodesOf(api, name);
    for (const node of nodes) {
      await api.request('PATCH', `/api/v1/nodes/${node}`, {
        spec: { unschedulable: true },
      });
      log.info(`cordon node "${node}"`);
    }
    for (const node of nodes) {
      await emptyNode(aws, api, node, options);
    }
    log.success(`drained all nodes: [${nodes.join(' ')}]`);
  }
}

async function nodesOf(api: ClusterApi, nodegroup: string): Promise<string[]> {
  const selector = encodeURIComponent(
    `alpha.eksctl.io/nodegroup-name=${nodegroup}`,
  );
  const { body } = await api.request(
    'GET',
    `/api/v1/nodes?labelSelector=${selector}`,
  );
  return metadataOf(body).map(({ name }) => name);
}

async function emptyNode(
  aws: Aws,
  api: ClusterApi,
  node: string,
  { disableEviction, timeoutSeconds }: DrainOptions,
): Promise<void> {
  const selector = encodeURIComponent(`spec.nodeName=${node}`);
  for (let waited = 0; ; waited += EVICTION_WAIT_SECONDS) {
    const { body } = await api.request(
      'GET',
      `/api/v1/pods?fieldSelector=${selector}`,
    );
    const pods = metadataOf(body);
    if (pods.length === 0) {
      return;
    }
    if (waited >= timeoutSeconds) {
      const message = `timed out (after ${goDuration(
        timeoutSeconds,
      )}) waiting for node "${node}" to be drained`;
      log.warning(`pod eviction error ("${message}") on node ${node}`);
      throw failure(message);
    }
    if (waited > 0 && waited % 60 === 0) {
      log.warning(`${pods.length} pods are unevictable from node ${node}`);
    }
    for (const { namespace, name } of pods) {
      const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
      await (disableEviction
        ? api.request('DELETE', path)
        : api.request('POST', `${path}/eviction`, {
            apiVersion: 'policy/v1',
            kind: 'Eviction',
            metadata: { namespace, name },
          }));
    }
    await aws.sleep(EVICTION_WAIT_SECONDS);
  }
}

/** The metadata of the items of a Kubernetes list. */
function metadataOf({
  items,
}: Answer): Array<{ namespace: string; name: string }> {
  const list = (items ?? []) as Array<{
    metadata: { namespace: string; name: string };
  }>;
  return list.map(({ metadata }) => metadata);
}
