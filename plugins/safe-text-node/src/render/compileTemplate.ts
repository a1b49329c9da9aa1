import Handlebars from 'handlebars';
import { InputError, toError } from '@backstage/errors';
import { closestTo } from '../util/closestTo';
import { MAXIMUM_LENGTH } from '../yaml/limits';
import { templateHelpers } from './templateHelpers';

/*
 * Handlebars writes values into text, and a value in text that is later parsed as YAML could change its structure. So the template's
 * syntax tree is rewritten before it is compiled: every `{{expression}}` becomes `{{emit expression}}`, where the caller provides `emit`,
 * which decides what is written into the text. Everything that could bypass `emit` (raw mustaches, partials, decorators, other helpers,
 * the prototype chain) is rejected here by an allow-list.
 */

/** Returns the text that represents the value of an expression. */
export type Emit = (value: unknown, expression: ExpressionOrigin) => string;

/** The position of an expression in the template. */
export type ExpressionOrigin = { source: string; line: number };

const EMIT = 'emit';
const BLOCKS = ['if', 'unless', 'each', 'with'];
const LOOP_VARIABLES = ['index', 'key', 'first', 'last', 'root'];
/** Nested blocks are processed recursively, and a stack overflow can end the process. */
const MAXIMUM_BLOCKS = 500;
const BLOCK_BEGINS = /\{\{~?\s*(?:[#^]|else\b)/g;
/** Total of all loops. Text of an inner loop counts once for each loop around it. */
const MAXIMUM_ROUNDS = 10_000;
const MAXIMUM_LOOP_LENGTH = 4 * MAXIMUM_LENGTH;
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];

/** The names that an expression in a block of the template can use. */
type Scope = {
  /** Names of the values; `undefined` if all are allowed. */
  names?: readonly string[];
  /** Number of enclosing blocks that change the context. */
  depth: number;
  /** Block parameters of the enclosing blocks. */
  locals: readonly string[];
};

/**
 * Compiles a template into a function of its values.
 *
 * @param names - of the values, if known
 * @throws InputError naming the line, when the template uses something that is not allowed or not known.
 */
export function compileTemplate(
  template: string,
  names?: readonly string[],
): (values: object, emit: Emit) => string {
  const program = parse(template);
  const origins: ExpressionOrigin[] = [];
  rewriteProgram(program, origins, { names, depth: 0, locals: [] });

  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(templateHelpers)) {
    // Handlebars adds its own options as the last argument
    handlebars.registerHelper(name, (...args: unknown[]) =>
      helper(args.slice(0, -1), name),
    );
  }
  handlebars.registerHelper('each', boundedEach(handlebars.helpers.each));
  const render = handlebars.compile(program, {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: knownHelpers(),
  });

  return (values, emit) =>
    render(values, {
      allowProtoPropertiesByDefault: false,
      allowProtoMethodsByDefault: false,
      helpers: {
        [EMIT]: (value: unknown, origin: number) =>
          emit(value, origins[origin]),
      },
    });
}

function parse(template: string): hbs.AST.Program {
  if (
    countOf(BLOCK_BEGINS, template) > MAXIMUM_BLOCKS ||
    countOf(/\(/g, template) > MAXIMUM_BLOCKS
  ) {
    throw new InputError(
      `The template has more than ${MAXIMUM_BLOCKS} blocks or opening parentheses`,
    );
  }
  try {
    return Handlebars.parse(template);
  } catch (error) {
    const message = toError(error).message;
    throw new InputError(`The template is not valid Handlebars: ${message}`);
  }
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function knownHelpers(): Record<string, boolean> {
  const names = [EMIT, ...BLOCKS, ...Object.keys(templateHelpers)];
  return Object.fromEntries(names.map(name => [name, true]));
}

function rewriteProgram(
  program: hbs.AST.Program,
  origins: ExpressionOrigin[],
  scope: Scope,
): void {
  for (const statement of program.body) {
    rewriteStatement(statement, origins, scope);
  }
}

function rewriteStatement(
  statement: hbs.AST.Statement,
  origins: ExpressionOrigin[],
  scope: Scope,
): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      rewriteMustache(statement as hbs.AST.MustacheStatement, origins, scope);
      return;
    case 'BlockStatement': {
      const block = statement as hbs.AST.BlockStatement;
      requireCall(block, BLOCKS, 'block', scope);
      requireNewNames(block);
      rewriteProgram(block.program, origins, scopeWithin(block, scope));
      if (block.inverse) {
        rewriteProgram(block.inverse, origins, scope);
      }
      return;
    }
    default:
      throw refused(statement, 'partials and decorators are not allowed');
  }
}

/** A block parameter with the name of a helper would replace it: one named `emit` would leave values in the text. */
function requireNewNames(block: hbs.AST.BlockStatement): void {
  const helpers = Object.keys(knownHelpers());
  const taken = block.program.blockParams?.find(name => helpers.includes(name));
  if (taken !== undefined) {
    throw refused(
      block,
      `a block parameter must not have the name of a helper, such as "${taken}"`,
    );
  }
}

function rewriteMustache(
  mustache: hbs.AST.MustacheStatement,
  origins: ExpressionOrigin[],
  scope: Scope,
): void {
  if (!mustache.escaped) {
    throw refused(mustache, 'raw output with {{{ or {{& is not allowed');
  }
  const isCall = mustache.params.length > 0 || Boolean(mustache.hash);
  const value: hbs.AST.Expression = isCall
    ? ({
        type: 'SubExpression',
        path: mustache.path,
        params: mustache.params,
        hash: mustache.hash,
        loc: mustache.loc,
      } as hbs.AST.SubExpression)
    : mustache.path;
  requireExpression(value, scope);

  const origin = origins.push({
    source: sourceOf(mustache.path),
    line: mustache.loc.start.line,
  });
  mustache.path = pathTo(EMIT, mustache.loc);
  mustache.params = [value, numberLiteral(origin - 1, mustache.loc)];
  mustache.hash = undefined as unknown as hbs.AST.Hash;
}

/** Checks that a call uses an allowed name, and checks its arguments. */
function requireCall(
  call: hbs.AST.BlockStatement | hbs.AST.SubExpression,
  allowed: string[],
  what: string,
  scope: Scope,
): void {
  const name = sourceOf(call.path);
  if (!allowed.includes(name)) {
    throw refused(
      call,
      `there is no ${what} "${name}"; there are ${allowed.join(', ')}`,
    );
  }
  if (call.hash && call.hash.pairs.length > 0) {
    throw refused(call, 'named arguments are not allowed');
  }
  call.params.forEach(param => requireExpression(param, scope));
}

function requireExpression(expression: hbs.AST.Expression, scope: Scope): void {
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return;
    case 'PathExpression':
      requirePath(expression as hbs.AST.PathExpression, scope);
      return;
    case 'SubExpression':
      requireCall(
        expression as hbs.AST.SubExpression,
        Object.keys(templateHelpers),
        'helper',
        scope,
      );
      return;
    default:
      throw refused(expression, `${expression.type} is not allowed`);
  }
}

function requirePath(path: hbs.AST.PathExpression, scope: Scope): void {
  if (path.data && !LOOP_VARIABLES.includes(String(path.parts[0]))) {
    throw refused(path, `there is no variable ${path.original}`);
  }
  for (const part of path.parts) {
    if (PROTOTYPE_NAMES.includes(String(part))) {
      throw refused(path, `the name "${String(part)}" is not allowed`);
    }
  }
  requireKnownName(path, scope);
}

function requireKnownName(path: hbs.AST.PathExpression, scope: Scope): void {
  const name = valueName(path, scope);
  if (!scope.names || name === undefined || scope.names.includes(name)) {
    return;
  }
  const closest = closestTo(name, scope.names);
  throw refused(
    path,
    `there is no parameter "${name}"; ${
      closest === undefined
        ? `there are ${scope.names.join(', ')}`
        : `did you mean "${closest}"?`
    }`,
  );
}

/** The name of the value that a path starts with; `undefined` when it starts with something else, such as an element of a list. */
function valueName(
  { data, depth, parts, original }: hbs.AST.PathExpression,
  scope: Scope,
): string | undefined {
  const names = parts.map(String);
  if (data) {
    return names[0] === 'root' ? names[1] : undefined;
  }
  const isLocal =
    scope.locals.includes(names[0]) && !/^(this\b|\.)/.test(original);
  return depth < scope.depth || isLocal ? undefined : names[0];
}

/** `#each` and `#with` change the context; their `{{else}}` and `#if` do not. */
function scopeWithin(block: hbs.AST.BlockStatement, scope: Scope): Scope {
  const locals = [...scope.locals, ...(block.program.blockParams ?? [])];
  return ['each', 'with'].includes(sourceOf(block.path))
    ? { ...scope, depth: scope.depth + 1, locals }
    : { ...scope, locals };
}

/** Counts loop iterations: nested loops multiply, and a loop without output is not limited by the output length. */
function boundedEach(
  each: Handlebars.HelperDelegate,
): Handlebars.HelperDelegate {
  let rounds = 0;
  let length = 0;
  return function countedEach(
    this: unknown,
    items: unknown,
    options: Handlebars.HelperOptions,
  ) {
    const fn: Handlebars.TemplateDelegate = (item, runtime) => {
      rounds += 1;
      const text = options.fn(item, runtime);
      length += text.length;
      if (rounds > MAXIMUM_ROUNDS || length > MAXIMUM_LOOP_LENGTH) {
        throw new InputError(
          `The loops of the template go round more than ${MAXIMUM_ROUNDS} times or write more than ${MAXIMUM_LOOP_LENGTH} characters; make the loops or the lists smaller`,
        );
      }
      return text;
    };
    return each.call(this, items, { ...options, fn });
  };
}

function sourceOf(expression: hbs.AST.Node): string {
  return String((expression as { original?: unknown }).original ?? '');
}

function pathTo(
  name: string,
  loc: hbs.AST.SourceLocation,
): hbs.AST.PathExpression {
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    loc,
  };
}

function numberLiteral(
  value: number,
  loc: hbs.AST.SourceLocation,
): hbs.AST.NumberLiteral {
  return { type: 'NumberLiteral', value, original: value, loc };
}

function refused(node: hbs.AST.Node, why: string): InputError {
  return new InputError(`Line ${node.loc.start.line} of the template: ${why}`);
}
