import { JsonObject } from '@backstage/types';

/**
 * A template and what it is rendered with.
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
  /** The names that the template may use; left out, those that it finds no value for are told only where they are written out. */
  names?: readonly string[];
};
