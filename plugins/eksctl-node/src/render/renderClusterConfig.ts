import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { ClusterConfigError } from '../config/ClusterConfigError';
import { serializeClusterConfig } from '../config/serializeClusterConfig';
import { Finding } from '../config/types';
import { readYaml } from '../yaml/readYaml';
import { compileTemplate } from './compileTemplate';
import { Placeholders } from './Placeholders';
import { RenderedConfig, RenderOptions } from './types';

/*
 * Rendering in three steps, so that YAML injection is impossible and not merely escaped:
 *
 * 1. Handlebars renders the template with the real values for its conditions and loops, but each `{{expression}}` leaves an inert word in
 *    the text instead of its value (compileTemplate, Placeholders).
 * 2. That text is parsed. Its shape (keys, lists, kinds of nodes) comes from the template's author alone.
 * 3. The words in the parsed tree are replaced. `x: {{v}}` takes the value with its type, so the string "1.30" stays a string and a list
 *    becomes a list. `x: "{{v}}"` and `x: a-{{v}}` take it as text.
 *
 * The config is then written again by a YAML library, so no text that a person typed is ever read by a YAML parser before it was quoted.
 */

/**
 * Renders a Handlebars template of an eksctl ClusterConfig.
 *
 * Allowed are `{{expression}}`, `#if`, `#unless`, `#each`, `#with`, `else`, comments, and the helpers `default`, `eq`, `ne`, `gt`, `gte`,
 * `lt`, `lte`, `and`, `or`, `not`, `concat`, `join`, `lower`, `string`, `add`, `subtract`, `multiply`, `min`, `max` and `list`.
 *
 * @throws ClusterConfigError (an InputError) with a finding for each problem.
 * @public
 */
export function renderClusterConfig(options: RenderOptions): RenderedConfig {
  const findings: Finding[] = [];
  const placeholders = new Placeholders(findings);
  const text = renderText(options, placeholders);
  const { config, findings: configFindings } = readConfig(text, placeholders);
  const all = [...findings, ...configFindings];
  if (!config || all.length > 0) {
    throw new ClusterConfigError(all);
  }
  return { config, yaml: serializeClusterConfig(config) };
}

function renderText(
  { template, values, context }: RenderOptions,
  placeholders: Placeholders,
): string {
  try {
    const render = compileTemplate(template);
    return render({ ...values, ...context }, placeholders.emit);
  } catch (error) {
    throw templateError(error instanceof Error ? error.message : String(error));
  }
}

function readConfig(
  text: string,
  placeholders: Placeholders,
): { config?: JsonObject; findings: Finding[] } {
  const reading = readYaml(text, placeholders);
  switch (reading.kind) {
    case 'unreadable':
      throw templateError(`The rendered template ${reading.message}`);
    case 'invalid':
      return { findings: reading.findings };
    default:
      return { config: toMap(reading.value), findings: [] };
  }
}

function toMap(value: JsonValue): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw templateError('The rendered template is not a YAML map');
  }
  return value;
}

function templateError(message: string): InputError {
  return new ClusterConfigError([
    { severity: 'error', code: 'template', message },
  ]);
}
