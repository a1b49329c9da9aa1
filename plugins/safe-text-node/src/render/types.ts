import { JsonObject } from '@backstage/types';

/**
 * A template and its inputs.
 *
 * @public
 */
export type RenderOptions = {
  /** Handlebars template of a YAML map. */
  template: string;
  /** Values from users. Accessed by name at the root of the template: `{{nodes}}`. */
  values: JsonObject;
  /** Facts from the platform, accessed like values. If a name is in both, the context wins. */
  context?: JsonObject;
  /** The names that the template may use. If omitted, unknown names are reported only where they are written out. */
  names?: readonly string[];
};

/**
 * The map that a template results in, and the same as YAML that every parser reads as this map.
 *
 * @public
 */
export type RenderedYaml = {
  kind: 'rendered';
  value: JsonObject;
  yaml: string;
};

/**
 * The map that a template results in.
 *
 * @public
 */
export type RenderedMap = { kind: 'rendered'; value: JsonObject };
