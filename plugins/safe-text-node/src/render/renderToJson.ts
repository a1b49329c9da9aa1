import { InputError, toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { RefusedText, TextFinding } from '../findings';
import { refusedText } from '../findings/refusedText';
import { isJsonObject } from '../util';
import { MAXIMUM_LENGTH } from '../yaml/limits';
import { readYaml } from '../yaml/readYaml';
import { compileTemplate } from './compileTemplate';
import { Placeholders } from './Placeholders';
import { RenderedMap, RenderOptions } from './types';

/*
 * Rendering has three steps, so that YAML injection is impossible, not merely escaped:
 *
 * 1. Handlebars renders the template with the real values for its conditions and loops, but each `{{expression}}` writes an inert word
 *    into the text instead of its value (compileTemplate, Placeholders).
 * 2. That text is parsed. Its structure (keys, lists, node kinds) comes only from the template.
 * 3. The words in the parsed tree are replaced. `x: {{v}}` takes the value with its type, so the string "1.30" stays a string and a list
 *    becomes a list. `x: "{{v}}"` and `x: a-{{v}}` take it as text.
 *
 * Whoever needs text serializes the tree, so user input is always quoted before a YAML parser reads it.
 */

/**
 * Renders a Handlebars template to a map, in this process. See `renderTemplate` for what a template may use.
 *
 * @public
 */
export function renderToJson(
  options: RenderOptions,
): RenderedMap | RefusedText {
  const findings: TextFinding[] = [];
  const placeholders = new Placeholders(findings);
  const rendered = renderText(options, placeholders);
  if (rendered.kind === 'refused') {
    return rendered;
  }
  const reading = readYaml(rendered.text, placeholders);
  switch (reading.kind) {
    case 'unreadable':
      return templateRefused(`The rendered template ${reading.message}`);
    case 'invalid':
      return {
        kind: 'refused',
        findings: [...findings, ...reading.findings],
      };
    default:
      return toMap(reading.value, findings);
  }
}

function toMap(
  value: JsonValue,
  findings: TextFinding[],
): RenderedMap | RefusedText {
  if (!isJsonObject(value)) {
    return templateRefused('The rendered template is not a YAML map');
  }
  return findings.length > 0
    ? { kind: 'refused', findings }
    : { kind: 'rendered', value };
}

function templateRefused(message: string): RefusedText {
  return refusedText('template', message);
}

function renderText(
  { template, values, context, names }: RenderOptions,
  placeholders: Placeholders,
): { kind: 'text'; text: string } | RefusedText {
  try {
    const render = compile({ template, names });
    const text = render({ ...values, ...context }, placeholders.emit);
    return { kind: 'text', text };
  } catch (error) {
    return templateRefused(messageOf(error));
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
