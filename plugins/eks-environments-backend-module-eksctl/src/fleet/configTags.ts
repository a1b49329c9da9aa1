import {
  type ClusterConfig,
  parseWrittenConfig,
  serializeClusterConfig,
} from 'backstage-plugin-eksctl-node';

type Tags = Readonly<Record<string, string>>;

/** The config with additional tags, which replace those of the same key. */
export function addTags(yaml: string, tags: Tags): string {
  const config = parseWrittenConfig(yaml) as ClusterConfig;
  const { metadata } = config;
  return serializeClusterConfig({
    ...config,
    metadata: { ...metadata, tags: { ...metadata.tags, ...tags } },
  });
}

/** The config of a cluster of which only the name is known. */
export function bareConfig(name: string, region: string, tags: Tags): string {
  return serializeClusterConfig({
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name, region, tags: { ...tags } },
  });
}
