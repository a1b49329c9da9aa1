import { ClusterApi } from './aws/ClusterApi';
import { NodegroupConfig, instanceTypesOf } from './config';
import { log } from './log';
import { describeTasks } from './tasks';

const PLUGINS = [
  {
    kind: 'Neuron',
    daemonSet: 'neuron-device-plugin',
    instanceTypes: /^(inf|trn)\d/,
    amiFamilies: /./,
  },
  {
    kind: 'Nvidia',
    daemonSet: 'nvidia-device-plugin-daemonset',
    instanceTypes: /^(p\d|g4dn|g[5-9])/,
    amiFamilies: /^AmazonLinux/,
  },
];

/** Installs device plugins, as eksctl does after it created nodegroups with accelerators. */
export async function installDevicePlugins(
  api: ClusterApi,
  nodegroups: NodegroupConfig[],
): Promise<void> {
  const wanted = PLUGINS.filter(({ instanceTypes, amiFamilies }) =>
    nodegroups.some(
      group =>
        amiFamilies.test(group.amiFamily ?? 'AmazonLinux2023') &&
        instanceTypesOf(group).some(type => instanceTypes.test(type)),
    ),
  );
  log.info(
    describeTasks({
      parallel: true,
      tasks: wanted.map(({ kind }) => `install ${kind} device plugin`),
    }),
  );
  for (const { daemonSet: name } of wanted) {
    const path = '/apis/apps/v1/namespaces/kube-system/daemonsets';
    const { status } = await api.request('GET', `${path}/${name}`);
    if (status === 404) {
      await api.request('POST', path, { metadata: { name } });
      log.info(`created "kube-system:DaemonSet.apps/${name}"`);
    } else {
      log.info(`replaced "kube-system:DaemonSet.apps/${name}"`);
    }
  }
}
