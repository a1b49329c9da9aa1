import { IncomingMessage, ServerResponse } from 'node:http';
import { Principal } from '../server/principals';
import { verifyClusterToken } from '../server/signatures';
import { AccessEntry, Cluster, FaultEffect, Instance } from '../world/model';
import { World } from '../world/World';
import { daemonSetAnswer } from './daemonSets';
import { namespaceAnswer } from './namespaces';
import { serviceAccountAnswer } from './serviceAccounts';
import { Answer, Json, listOf, statusOf } from './wire';

/**
 * The few parts of the Kubernetes API that eksctl, the product and a manual `kubectl get nodes` use. Access works as in EKS: the bearer
 * token identifies the caller (otherwise 401), and the cluster's access entries define what that principal may do (403).
 */

const WATCH_SECONDS = 30;

/** `192.168.20.30` → `ip-192-168-20-30.eu-west-1.compute.internal` */
export function nodeName(privateIp: string, region: string): string {
  return `ip-${privateIp.replace(/\./g, '-')}.${region}.compute.internal`;
}

function nodeOf(
  cluster: Cluster,
  instance: Instance,
  region: string,
  now: number,
): Json {
  const nodegroup = cluster.nodegroups.find(
    item => item.name === instance.nodegroupName,
  );
  const name = nodeName(instance.privateIp, region);
  const ready = now >= instance.readyAt;
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name,
      uid: instance.id,
      creationTimestamp: new Date(instance.launchedAt).toISOString(),
      labels: {
        ...nodegroup?.labels,
        'alpha.eksctl.io/cluster-name': cluster.name,
        'alpha.eksctl.io/nodegroup-name': instance.nodegroupName,
        ...(nodegroup && { 'eks.amazonaws.com/nodegroup': nodegroup.name }),
        'kubernetes.io/hostname': name,
        'node.kubernetes.io/instance-type': instance.type,
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': instance.zone,
      },
    },
    spec: { providerID: `aws:///${instance.zone}/${instance.id}` },
    status: {
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          reason: ready ? 'KubeletReady' : 'KubeletNotReady',
          lastTransitionTime: new Date(
            Math.min(instance.readyAt, now),
          ).toISOString(),
        },
      ],
      addresses: [{ type: 'InternalIP', address: instance.privateIp }],
      nodeInfo: {
        kubeletVersion: `v${cluster.version}.1-eks-1234567`,
        osImage: 'Amazon Linux 2023',
      },
    },
  };
}

const GROUPS: Record<
  string,
  Array<{ name: string; kind: string; namespaced: boolean }>
> = {
  'apps/v1': [
    { name: 'daemonsets', kind: 'DaemonSet', namespaced: true },
    { name: 'deployments', kind: 'Deployment', namespaced: true },
  ],
  'networking.k8s.io/v1': [
    { name: 'ingresses', kind: 'Ingress', namespaced: true },
  ],
};

const CORE = [
  { name: 'namespaces', kind: 'Namespace', namespaced: false },
  { name: 'nodes', kind: 'Node', namespaced: false },
  { name: 'pods', kind: 'Pod', namespaced: true },
  { name: 'services', kind: 'Service', namespaced: true },
  { name: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
  { name: 'persistentvolumes', kind: 'PersistentVolume', namespaced: false },
  {
    name: 'persistentvolumeclaims',
    kind: 'PersistentVolumeClaim',
    namespaced: true,
  },
];

function resources(groupVersion: string, kinds: typeof CORE): Answer {
  return {
    status: 200,
    body: {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion,
      resources: kinds.map(kind => ({
        ...kind,
        singularName: '',
        verbs: ['get', 'list', 'watch', 'delete'],
      })),
    },
  };
}

function discovery(path: string, cluster: Cluster): Answer | undefined {
  switch (path) {
    case '/version': {
      const [major, minor] = cluster.version.split('.');
      return {
        status: 200,
        body: {
          major,
          minor: `${minor}+`,
          gitVersion: `v${cluster.version}.1-eks-1234567`,
          platform: 'linux/amd64',
        },
      };
    }
    case '/healthz':
    case '/livez':
    case '/readyz':
      return { status: 200, body: { status: 'ok' } };
    case '/api':
      return {
        status: 200,
        body: {
          kind: 'APIVersions',
          versions: ['v1'],
          serverAddressByClientCIDRs: [],
        },
      };
    case '/apis':
      return {
        status: 200,
        body: {
          kind: 'APIGroupList',
          apiVersion: 'v1',
          groups: Object.keys(GROUPS).map(groupVersion => {
            const [name, version] = groupVersion.split('/');
            const preferred = { groupVersion, version };
            return { name, versions: [preferred], preferredVersion: preferred };
          }),
        },
      };
    case '/api/v1':
      return resources('v1', CORE);
    default: {
      const group = path.replace(/^\/apis\//, '');
      return GROUPS[group] && resources(group, GROUPS[group]);
    }
  }
}

function matchesLabels(node: Json, selector: string | null): boolean {
  const { labels } = node.metadata as { labels: Record<string, string> };
  return (selector ?? '')
    .split(',')
    .filter(Boolean)
    .every(term => {
      const [key, value] = term.split(/==?/);
      return labels[key] === value;
    });
}

/** EKS admits the nodes of its own groups, and others whose role has an access entry. */
function mayJoin({ accessEntries }: Cluster, { roleArn }: Instance): boolean {
  return (
    roleArn === undefined ||
    accessEntries.some(({ principalArn }) => principalArn === roleArn)
  );
}

function nodes(
  world: World,
  region: string,
  accountId: string,
  cluster: Cluster,
  selector: string | null,
): Json[] {
  return world
    .region(accountId, region)
    .instances.filter(
      instance =>
        instance.clusterName === cluster.name &&
        instance.nodegroupName !== undefined &&
        mayJoin(cluster, instance),
    )
    .map(instance => nodeOf(cluster, instance, region, world.now()))
    .filter(node => matchesLabels(node, selector));
}

/** Lists pods by node, deletes them at once, or evicts them if their disruption budget allows it. */
function podsAnswer(
  cluster: Cluster,
  method: string,
  { pathname, searchParams }: URL,
): Answer | undefined {
  if (method === 'GET' && pathname === '/api/v1/pods') {
    const node = /spec\.nodeName==?([^,]+)/.exec(
      searchParams.get('fieldSelector') ?? '',
    )?.[1];
    const pods = cluster.pods.filter(
      pod => node === undefined || pod.nodeName === node,
    );
    return listOf(
      'PodList',
      'v1',
      pods.map(({ namespace, name, nodeName: on }) => ({
        metadata: { namespace, name },
        spec: { nodeName: on },
        status: { phase: 'Running' },
      })),
    );
  }
  const [, namespace, name, eviction] =
    /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)(\/eviction)?$/.exec(
      pathname,
    ) ?? [];
  const found = cluster.pods.find(
    pod => pod.namespace === namespace && pod.name === name,
  );
  if (!found || method !== (eviction ? 'POST' : 'DELETE')) {
    return undefined;
  }
  if (eviction && !found.evictable) {
    return statusOf(
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
    );
  }
  cluster.pods = cluster.pods.filter(pod => pod !== found);
  return {
    status: eviction ? 201 : 200,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Success' },
  };
}

/** Lists that are always empty: no workloads run on a simulated node. */
const EMPTY_LISTS: Record<string, string> = {
  '/api/v1/services': 'ServiceList',
  '/api/v1/persistentvolumes': 'PersistentVolumeList',
  '/api/v1/persistentvolumeclaims': 'PersistentVolumeClaimList',
  '/apis/networking.k8s.io/v1/ingresses': 'IngressList',
  '/apis/apps/v1/daemonsets': 'DaemonSetList',
  '/apis/apps/v1/deployments': 'DeploymentList',
};

function answerOf(cluster: Cluster, method: string, path: string): Answer {
  const found = method === 'GET' ? discovery(path, cluster) : undefined;
  if (found) {
    return found;
  }
  if (method === 'GET' && EMPTY_LISTS[path]) {
    const group = /^\/apis\/(.+)\/[^/]+$/.exec(path)?.[1] ?? 'v1';
    return listOf(EMPTY_LISTS[path], group, []);
  }
  if (method === 'PATCH' && /^\/api\/v1\/nodes\/[^/]+$/.test(path)) {
    return { status: 200, body: { kind: 'Node', apiVersion: 'v1' } };
  }
  return statusOf(
    404,
    'NotFound',
    'the server could not find the requested resource',
  );
}

async function authenticate(
  world: World,
  cluster: Cluster,
  request: IncomingMessage,
): Promise<Principal | undefined> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) {
    return undefined;
  }
  try {
    return await verifyClusterToken(world, token, cluster.name);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Without an access entry, EKS does not know the principal (401); with an insufficient one, it denies access (403). */
function refuse(
  entry: AccessEntry | undefined,
  principal: Principal,
  path: string,
  effect: FaultEffect | undefined,
): Answer | undefined {
  if (effect?.kind === 'unavailable') {
    return statusOf(
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
    );
  }
  if (effect?.kind === 'error') {
    return statusOf(effect.status, effect.code, effect.message);
  }
  if (!entry) {
    return statusOf(401, 'Unauthorized', 'Unauthorized');
  }
  const clusterWide =
    entry.kubernetesGroups.length > 0 ||
    entry.policies.some(item => item.scope.type === 'cluster');
  const isDiscovery =
    /^\/(version|healthz|livez|readyz|api|apis|api\/v1|apis\/[^/]+\/[^/]+)$/.test(
      path,
    );
  if (effect || (!clusterWide && !isDiscovery)) {
    const resource = path.split('/').pop() ?? '';
    return statusOf(
      403,
      'Forbidden',
      `${resource} is forbidden: User "${principal.arn}" cannot list resource at the cluster scope`,
    );
  }
  return undefined;
}

/** Handles one request to a cluster's Kubernetes API. */
export async function handleKubernetesRequest(
  world: World,
  clusterArn: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  world.settle();
  const found = [...world.clusters()].find(
    ({ cluster }) => cluster.arn === clusterArn,
  );
  if (!found) {
    send(
      response,
      statusOf(
        503,
        'ServiceUnavailable',
        'the server is currently unable to handle the request',
      ),
    );
    return;
  }
  const { cluster, accountId, region } = found;
  const principal = await authenticate(world, cluster, request);
  if (!principal) {
    send(response, statusOf(401, 'Unauthorized', 'Unauthorized'));
    return;
  }
  const url = new URL(request.url ?? '/', 'https://localhost');
  const subject = {
    service: 'kubernetes',
    action: `${request.method} ${url.pathname}`,
    accountId,
    region,
    cluster: cluster.name,
  };
  const fault = world.faults.take(
    ['access-denied', 'error', 'unavailable', 'hang'],
    subject,
  );
  if (fault?.effect.kind === 'hang') {
    return;
  }
  const entry = cluster.accessEntries.find(
    item => item.principalArn === principal.iamArn,
  );
  const refusal = refuse(entry, principal, url.pathname, fault?.effect);
  if (refusal) {
    send(response, refusal);
    return;
  }
  if (request.method === 'GET' && url.pathname === '/api/v1/nodes') {
    const selector = url.searchParams.get('labelSelector');
    const items = nodes(world, region, accountId, cluster, selector);
    if (url.searchParams.get('watch') === 'true') {
      watch(response, items);
    } else {
      send(response, listOf('NodeList', 'v1', items));
    }
    return;
  }
  const method = request.method ?? 'GET';
  send(
    response,
    (await namespaceAnswer(cluster, request, url.pathname)) ??
      (await serviceAccountAnswer(cluster, request, url.pathname)) ??
      (await daemonSetAnswer(cluster, request, url.pathname)) ??
      podsAnswer(cluster, method, url) ??
      answerOf(cluster, method, url.pathname),
  );
}

/** Sends the existing objects and then keeps the connection open for a while, like a watch with a timeout. */
function watch(response: ServerResponse, items: Json[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  for (const object of items) {
    response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
  }
  const timer = setTimeout(() => response.end(), WATCH_SECONDS * 1000).unref();
  response.on('close', () => clearTimeout(timer));
}
