import { JsonObject } from '@backstage/types';

/**
 * What {@link renderClusterConfig} takes.
 *
 * @public
 */
export type RenderOptions = {
  /** Handlebars template of an eksctl ClusterConfig in YAML. */
  template: string;
  /** Values by people. Reached by name at the root of the template: `{{nodes}}`. */
  values: JsonObject;
  /** Facts by the platform, reached like values. On a clash of names the context wins. */
  context?: JsonObject;
};

/**
 * A rendered config. It is not checked yet: see {@link checkClusterConfig}.
 *
 * @public
 */
export type RenderedConfig = {
  config: JsonObject;
  /** `config`, written by {@link serializeClusterConfig}. */
  yaml: string;
};
