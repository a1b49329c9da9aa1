import { validationError } from '../server/AwsError';

/** A CloudFormation template, limited to what eksctl's stacks use. */
export interface Template {
  Description?: string;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseTemplate(body: string): Template {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw validationError('Template format error: JSON not well-formed.');
  }
  if (
    !isObject(parsed) ||
    !isObject(parsed.Resources) ||
    Object.keys(parsed.Resources).length === 0
  ) {
    throw validationError(
      'Template format error: At least one Resources member must be defined.',
    );
  }
  const template = parsed as unknown as Template;
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    for (const dependency of dependenciesOf(template, logicalId)) {
      if (!template.Resources[dependency]) {
        throw validationError(
          `Template format error: Unresolved resource dependencies [${dependency}] in the Resources block of the template`,
        );
      }
    }
    if (typeof resource.Type !== 'string') {
      throw validationError(
        `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    }
  }
  return template;
}

/** Every `{name: argument}` intrinsic with one of the given names inside a value. */
function* intrinsics(
  value: unknown,
  names: readonly string[],
): Generator<{ name: string; argument: unknown }> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* intrinsics(item, names);
    }
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (names.includes(key)) {
        yield { name: key, argument: inner };
      }
      yield* intrinsics(inner, names);
    }
  }
}

function logicalIdOf(name: string, argument: unknown): string[] {
  switch (name) {
    case 'Ref':
      return [String(argument)];
    case 'Fn::GetAtt':
      return [
        Array.isArray(argument)
          ? String(argument[0])
          : String(argument).split('.')[0],
      ];
    default: {
      const text = Array.isArray(argument)
        ? String(argument[0])
        : String(argument);
      return [...text.matchAll(/\$\{([^!}.]+)(?:\.[^}]+)?\}/g)].map(
        match => match[1],
      );
    }
  }
}

/** The logical ids that a resource depends on. */
export function dependenciesOf(
  template: Template,
  logicalId: string,
): Set<string> {
  const { DependsOn = [], Properties } = template.Resources[logicalId];
  const found = new Set<string>(
    Array.isArray(DependsOn) ? DependsOn : [DependsOn],
  );
  for (const { name, argument } of intrinsics(Properties, [
    'Ref',
    'Fn::GetAtt',
    'Fn::Sub',
  ])) {
    for (const id of logicalIdOf(name, argument)) {
      if (!id.startsWith('AWS::')) {
        found.add(id);
      }
    }
  }
  return found;
}

/** What the intrinsic functions of a template refer to. */
export interface Scope {
  template: Template;
  pseudo: Record<string, string>;
  reference(logicalId: string): string;
  attribute(logicalId: string, name: string): unknown;
  importValue(name: string): string;
}

function resolveIntrinsic(
  name: string,
  argument: unknown,
  scope: Scope,
): unknown {
  const resolved = () => resolve(argument, scope) as unknown[];
  switch (name) {
    case 'Ref':
      return (
        scope.pseudo[String(argument)] ?? scope.reference(String(argument))
      );
    case 'Fn::GetAtt': {
      const [logicalId, ...path] = Array.isArray(argument)
        ? argument.map(String)
        : String(argument).split('.');
      return scope.attribute(logicalId, path.join('.'));
    }
    case 'Fn::Sub':
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, id: string) =>
        String(
          id.includes('.')
            ? resolveIntrinsic('Fn::GetAtt', id, scope)
            : resolveIntrinsic('Ref', id, scope),
        ),
      );
    case 'Fn::Join': {
      const [separator, parts] = resolved();
      return (parts as unknown[]).map(String).join(String(separator));
    }
    case 'Fn::Split': {
      const [separator, text] = resolved();
      return String(text).split(String(separator));
    }
    case 'Fn::Select': {
      const [index, items] = resolved();
      return (items as unknown[])[Number(index)];
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = resolved().map(String);
      return scope.template.Mappings?.[map]?.[first]?.[second];
    }
    default:
      return scope.importValue(String(resolve(argument, scope)));
  }
}

const INTRINSICS = new Set([
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Split',
  'Fn::Select',
  'Fn::FindInMap',
  'Fn::ImportValue',
]);

/** A value of the template with its intrinsic functions evaluated. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map(item => resolve(item, scope));
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value);
  if (entries.length === 1 && INTRINSICS.has(entries[0][0])) {
    return resolveIntrinsic(entries[0][0], entries[0][1], scope);
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, resolve(inner, scope)]),
  );
}

/** The export names that a template imports, if they are literal or need only pseudo parameters. */
export function importedNames(
  template: Template,
  pseudo: Record<string, string>,
): string[] {
  const scope: Scope = {
    template,
    pseudo,
    reference: id => id,
    attribute: id => id,
    importValue: name => name,
  };
  return [...intrinsics(template.Resources, ['Fn::ImportValue'])].map(
    ({ argument }) => String(resolve(argument, scope)),
  );
}
