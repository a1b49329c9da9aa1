import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import { serializeClusterConfig } from '../config/serializeClusterConfig';
import { Finding } from '../config/types';
import { ClusterConfigRenderError } from './ClusterConfigRenderError';
import { compileTemplate } from './compileTemplate';
import { isForbiddenKey, Placeholders } from './Placeholders';
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
 * @throws ClusterConfigRenderError (an InputError) with a finding for each problem.
 * @public
 */
export function renderClusterConfig(options: RenderOptions): RenderedConfig {
  const findings: Finding[] = [];
  const placeholders = new Placeholders(findings);
  const text = renderText(options, placeholders);
  const document = parseYaml(text);
  const config = toConfig(document, placeholders, findings);
  if (findings.length > 0) {
    throw new ClusterConfigRenderError(findings);
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

function parseYaml(text: string): Document {
  const document = parseDocument(text, { version: '1.2' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    // what follows shows the text, which holds words that nobody knows
    const [summary] = problem.message.split('\n');
    throw templateError(`The rendered template is not valid YAML: ${summary}`);
  }
  visit(document, {
    Node: (_, node) => {
      // Tags make other types of values; aliases can be circular or grow without end
      if (isAlias(node) || node.tag || node.anchor) {
        throw templateError('YAML tags, anchors and aliases are not allowed');
      }
    },
  });
  return document;
}

function toConfig(
  document: Document,
  placeholders: Placeholders,
  findings: Finding[],
): JsonObject {
  const value = toJson(document.contents, '');
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw templateError('The rendered template is not a YAML map');
  }
  return value;

  function toJson(node: unknown, path: string): JsonValue {
    if (isMap(node)) {
      const map: JsonObject = {};
      for (const { key, value: child } of node.items) {
        const name = keyName(key, path);
        const childPath = path ? `${path}.${name}` : name;
        if (isForbiddenKey(name) || Object.hasOwn(map, name)) {
          findings.push(keyFinding(name, childPath));
        } else {
          map[name] = toJson(child, childPath);
        }
      }
      return map;
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => toJson(item, `${path}[${index}]`));
    }
    return isScalar(node) ? scalarValue(node, path) : null;
  }

  function scalarValue(node: Scalar, path: string): JsonValue {
    if (typeof node.value === 'string') {
      const whole =
        node.type === Scalar.PLAIN
          ? placeholders.wholeValue(node.value)
          : undefined;
      return whole ? whole.value : placeholders.text(node.value, path);
    }
    if (typeof node.value === 'number' && !Number.isFinite(node.value)) {
      findings.push({
        severity: 'error',
        code: 'value-not-json',
        message: `${path} is not a finite number`,
        path,
      });
      return null;
    }
    return node.value as number | boolean | null;
  }

  function keyName(key: unknown, path: string): string {
    if (!isScalar(key)) {
      throw templateError(`A key under ${path || 'the top'} is not a scalar`);
    }
    return placeholders.text(String(key.source ?? key.value), path);
  }
}

function keyFinding(name: string, path: string): Finding {
  return {
    severity: 'error',
    code: 'key-not-allowed',
    message: `The key "${name}" is not allowed here or stands there twice`,
    path,
  };
}

function templateError(message: string): InputError {
  return new ClusterConfigRenderError([
    { severity: 'error', code: 'template', message },
  ]);
}
