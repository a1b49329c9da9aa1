import { ClusterApi } from './aws/ClusterApi';
import { log } from './log';

/** Makes a service account of Kubernetes, and its namespace where there is none yet. */
export async function createAccount(
  api: ClusterApi,
  namespace: string,
  name: string,
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
  await api.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
    metadata: { name, namespace },
  });
  log.info(`created serviceaccount "${namespace}/${name}"`);
}
