import { InputError, toError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { ClusterConfigError } from '../config/ClusterConfigError';
import { Finding } from '../model/Finding';
import { MAXIMUM_LENGTH } from '../yaml/limits';
import { readYaml } from '../yaml/readYaml';
import { compileTemplate } from './compileTemplate';
import { Placeholders } from './Placeholders';
import { RenderOptions } from './types';

/*
 * Rendering has three steps, so that YAML injection is impossible, not merely escaped:
 *
 * 1. Handlebars renders the template with the real values for its conditions and loops, but each `{{expression}}` writes an inert word
 *    into the text instead of its value (compileTemplate, Placeholders).
 * 2. That text is parsed. Its structure (keys, lists, node kinds) comes only from the template.
 * 3. The words in the parsed tree are replaced. `x: {{v}}` takes the value with its type, so the string "1.30" stays a string and a list
 *    becomes a list. `x: "{{v}}"` and `x: a-{{v}}` take it as text.
 *
 * A YAML library then serializes the config, so user input is always quoted before a YAML parser reads it.
 */

/**
 * Renders a Handlebars template of an eksctl ClusterConfig.
 *
 * Allowed are `{{expression}}`, `#if`, `#unless`, `#each`, `#with`, `else`, comments, and the helpers `default`, `eq`, `ne`, `gt`, `gte`,
 * `lt`, `lte`, `and`, `or`, `not`, `concat`, `join`, `lower`, `string`, `add`, `subtract`, `multiply`, `min`, `max` and `list`.
 *
 * @throws ClusterConfigError (an InputError) with a finding for each problem.
 */
export function renderTemplate(options: RenderOptions): JsonObject {
  const findings: Finding[] = [];
  const placeholders = new Placeholders(findings);
  const text = renderText(options, placeholders);
  const { config, findings: configFindings } = readConfig(text, placeholders);
  const all = [...findings, ...configFindings];
  if (!config || all.length > 0) {
    throw new ClusterConfigError(all);
  }
  return config;
}

function renderText(
  { template, values, context, names }: RenderOptions,
  placeholders: Placeholders,
): string {
  try {
    const render = compile({ template, names });
    return render({ ...values, ...context }, placeholders.emit);
  } catch (error) {
    throw templateError(messageOf(error));
  }
}

/** Errors of a template that do not depend on its values, as a sentence. */
export function findTemplateProblem(
  options: Pick<RenderOptions, 'template' | 'names'>,
): string | undefined {
  try {
    compile(options);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function compile({
  template,
  names,
}: Pick<RenderOptions, 'template' | 'names'>) {
  if (template.length > MAXIMUM_LENGTH) {
    throw new InputError(
      `The template has ${template.length} characters; at most ${MAXIMUM_LENGTH} are allowed`,
    );
  }
  return compileTemplate(template, names);
}

/** The template parser and compiler are recursive and can overflow the stack. */
function messageOf(error: unknown): string {
  if (error instanceof RangeError) {
    return 'The template is nested too deeply';
  }
  return toError(error).message;
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
