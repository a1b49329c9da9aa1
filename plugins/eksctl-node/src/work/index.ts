export * from './clusterConfigWork';
export type {
  ConfigSource,
  PreparedConfig,
  RefusedConfig,
  RenderedConfig,
  WrittenConfig,
} from './configWork';
