import Handlebars from 'handlebars';
import { InputError } from '@backstage/errors';
import { templateHelpers } from './templateHelpers';

/*
 * Handlebars writes values into text, and text that is later parsed as YAML can say anything. So the template's syntax tree is rewritten
 * before it is compiled: every `{{expression}}` becomes `{{emit expression}}`, where `emit` is given by the caller and decides what
 * stands in the text. Whatever could go round `emit` (raw mustaches, partials, decorators, helpers of others, the prototype chain) is
 * refused here, by allowing only what is known.
 */

/** Given the value of an expression, answers the text that stands for it. */
export type Emit = (value: unknown, expression: ExpressionOrigin) => string;

/** Where in the template an expression stands. */
export type ExpressionOrigin = { source: string; line: number };

const EMIT = 'emit';
const BLOCKS = ['if', 'unless', 'each', 'with'];
const LOOP_VARIABLES = ['index', 'key', 'first', 'last', 'root'];
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];

/**
 * Compiles a template into a function of its values.
 *
 * @throws InputError when the template uses something that is not allowed, naming the line.
 */
export function compileTemplate(
  template: string,
): (values: object, emit: Emit) => string {
  const program = parse(template);
  const origins: ExpressionOrigin[] = [];
  rewriteProgram(program, origins);

  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(templateHelpers)) {
    // Handlebars adds its own options as the last argument
    handlebars.registerHelper(name, (...args: unknown[]) =>
      helper(args.slice(0, -1), name),
    );
  }
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
  try {
    return Handlebars.parse(template);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InputError(`The template is not valid Handlebars: ${message}`);
  }
}

function knownHelpers(): Record<string, boolean> {
  const names = [EMIT, ...BLOCKS, ...Object.keys(templateHelpers)];
  return Object.fromEntries(names.map(name => [name, true]));
}

function rewriteProgram(
  program: hbs.AST.Program,
  origins: ExpressionOrigin[],
): void {
  for (const statement of program.body) {
    rewriteStatement(statement, origins);
  }
}

function rewriteStatement(
  statement: hbs.AST.Statement,
  origins: ExpressionOrigin[],
): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      rewriteMustache(statement as hbs.AST.MustacheStatement, origins);
      return;
    case 'BlockStatement': {
      const block = statement as hbs.AST.BlockStatement;
      requireCall(block, BLOCKS, 'block');
      rewriteProgram(block.program, origins);
      if (block.inverse) {
        rewriteProgram(block.inverse, origins);
      }
      return;
    }
    default:
      throw refused(statement, 'partials and decorators are not allowed');
  }
}

function rewriteMustache(
  mustache: hbs.AST.MustacheStatement,
  origins: ExpressionOrigin[],
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
  requireExpression(value);

  const origin = origins.push({
    source: sourceOf(mustache.path),
    line: mustache.loc.start.line,
  });
  mustache.path = pathTo(EMIT, mustache.loc);
  mustache.params = [value, numberLiteral(origin - 1, mustache.loc)];
  mustache.hash = undefined as unknown as hbs.AST.Hash;
}

/** Checks a call of one of the allowed names, and its arguments. */
function requireCall(
  call: hbs.AST.BlockStatement | hbs.AST.SubExpression,
  allowed: string[],
  what: string,
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
  call.params.forEach(requireExpression);
}

function requireExpression(expression: hbs.AST.Expression): void {
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return;
    case 'PathExpression':
      requirePath(expression as hbs.AST.PathExpression);
      return;
    case 'SubExpression':
      requireCall(
        expression as hbs.AST.SubExpression,
        Object.keys(templateHelpers),
        'helper',
      );
      return;
    default:
      throw refused(expression, `${expression.type} is not allowed`);
  }
}

function requirePath(path: hbs.AST.PathExpression): void {
  if (path.data && !LOOP_VARIABLES.includes(String(path.parts[0]))) {
    throw refused(path, `there is no variable ${path.original}`);
  }
  for (const part of path.parts) {
    if (PROTOTYPE_NAMES.includes(String(part))) {
      throw refused(path, `the name "${String(part)}" is not allowed`);
    }
  }
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
