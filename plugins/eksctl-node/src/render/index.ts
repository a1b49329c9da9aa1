export type {
  ConfigSource,
  PreparedConfig,
  RefusedConfig,
  RenderedConfig,
  WrittenConfig,
} from './configWork';
export * from './types';
