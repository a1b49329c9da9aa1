import { ClusterApi } from './aws/ClusterApi';
import { log } from './log';

type Metadata = {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
};

const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'eksctl' };

/** Creates a Kubernetes service account, and its namespace if missing; an existing one is completed. */
export async function createAccount(
  api: ClusterApi,
  namespace: string,
  name: string,
  { annotations = {}, labels = {} }: Metadata = {},
): Promise<void> {
  const { status } = await api.request(
    'GET',
    `/api/v1/namespaces/${namespace}`,
  );
  if (status === 404) {
    await api.request('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    log.info(`created namespace "${namespace}"`);
  }
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const wanted = { annotations, labels: { ...labels, ...MANAGED_BY } };
  const found = await api.request('GET', `${path}/${name}`);
  if (found.status === 404) {
    await api.request('POST', path, {
      metadata: { name, namespace, ...wanted },
    });
    log.info(`created serviceaccount "${namespace}/${name}"`);
    return;
  }
  log.info(`serviceaccount "${namespace}/${name}" already exists`);
  const { metadata } = found.body as { metadata: Metadata };
  if (
    has(metadata.annotations, annotations) &&
    has(metadata.labels, wanted.labels)
  ) {
    log.info(`serviceaccount "${namespace}/${name}" is already up-to-date`);
    return;
  }
  await api.request('PUT', `${path}/${name}`, {
    metadata: {
      name,
      namespace,
      annotations: { ...metadata.annotations, ...annotations },
      labels: { ...metadata.labels, ...wanted.labels },
    },
  });
  log.info(`updated serviceaccount "${namespace}/${name}"`);
}

function has(
  found: Record<string, string> = {},
  wanted: Record<string, string>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => found[key] === value);
}

/** The role in the annotation of the service account of the network's DaemonSet. */
export async function roleOfAwsNode(
  api: ClusterApi,
): Promise<string | undefined> {
  const { status, body } = await api.request(
    'GET',
    '/api/v1/namespaces/kube-system/serviceaccounts/aws-node',
  );
  if (status === 404) {
    log.warning('"aws-node" was not found');
    return undefined;
  }
  const { annotations } = (body.metadata ?? {}) as Metadata;
  return annotations?.['eks.amazonaws.com/role-arn'] || undefined;
}
