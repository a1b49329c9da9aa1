import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { root } from './paths.mjs';

// Texts of the pages come from the translation ref, so that an adopter can translate all of them.

const source = path.join(root, 'plugins/eks-environments/src');

/** Attributes and properties that people read. */
const readByPeople = new Set([
  'alt',
  'aria-label',
  'closeLabel',
  'description',
  'emptyText',
  'fullLabel',
  'label',
  'meaning',
  'placeholder',
  'readBy',
  'remedy',
  'secondaryLabel',
  'subtitle',
  'title',
  'valueText',
  'verb',
  'what',
]);

/** Titles of extensions, which the app's config replaces; pages translate them. */
const extensionTitles = ['pages.tsx', 'plugin.tsx', 'entity/extensions.tsx'];

test('no text of the pages is written in a component', () => {
  const texts = sourceFiles().flatMap(file =>
    textsIn(file, readFileSync(path.join(source, file), 'utf8')),
  );
  assert.deepEqual(texts, []);
});

test('a text in a component is found', () => {
  const found = code => textsIn('A.tsx', `const a = ${code};`);
  assert.deepEqual(found('<p>Hello</p>'), ['A.tsx:1: Hello']);
  assert.deepEqual(found('<p title="Hello" />'), ['A.tsx:1: Hello']);
  assert.deepEqual(found("<p title={b ? 'Hello' : c} />"), ['A.tsx:1: Hello']);
  assert.deepEqual(found("<p>{b && 'Hello'}</p>"), ['A.tsx:1: Hello']);
  assert.deepEqual(found('<p>{`Hello ${b}`}</p>'), ['A.tsx:1: Hello ']);
  assert.deepEqual(found("{ label: 'Hello' }"), ['A.tsx:1: Hello']);
  assert.deepEqual(found("<p title={t('a.b')} className='c'>{b} · 1</p>"), []);
});

test('each text gets the values that its message names', () => {
  const messages = messageTexts();
  const wrong = sourceFiles().flatMap(file =>
    callsIn(file).flatMap(({ at, key, values }) => {
      const forms = [key, `${key}_one`, `${key}_other`].flatMap(
        name => messages.get(name) ?? [],
      );
      const named = new Set(
        forms.flatMap(text =>
          [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name),
        ),
      );
      named.delete('count');
      const given = new Set(values);
      given.delete('count');
      return forms.length > 0 && !sameMembers(named, given)
        ? [`${at} ${key}: ${[...named]} and not ${[...given]}`]
        : [];
    }),
  );
  assert.deepEqual(wrong, []);
  assert.ok(messages.size > 300);
});

function sameMembers(left, right) {
  return left.size === right.size && [...left].every(name => right.has(name));
}

/** The messages by their keys; the areas are named in `messages.ts`. */
function messageTexts() {
  const folder = path.join(source, 'translation');
  const areas = parse(
    'messages.ts',
    readFileSync(path.join(folder, 'messages.ts'), 'utf8'),
  );
  const files = new Map();
  const names = new Map();
  each(areas, node => {
    if (ts.isImportDeclaration(node)) {
      const [{ name }] = node.importClause.namedBindings.elements;
      files.set(name.text, node.moduleSpecifier.text);
    } else if (ts.isPropertyAssignment(node)) {
      names.set(node.initializer.getText(), node.name.getText());
    }
  });
  const texts = new Map();
  for (const [variable, file] of files) {
    const name = `${file}.ts`;
    const code = readFileSync(path.join(folder, name), 'utf8');
    each(parse(name, code), node => {
      if (
        ts.isPropertyAssignment(node) &&
        textOf(node.initializer) !== undefined
      ) {
        const keys = [];
        for (let at = node; at; at = at.parent) {
          if (ts.isPropertyAssignment(at)) {
            keys.unshift(at.name.text);
          }
        }
        texts.set([names.get(variable), ...keys].join('.'), [
          node.initializer.text,
        ]);
      }
    });
  }
  return texts;
}

/** Calls of `t` whose key and values are written out. */
function callsIn(file) {
  const code = readFileSync(path.join(source, file), 'utf8');
  const parsed = parse(file, code);
  const calls = [];
  each(parsed, node => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 't') {
      return;
    }
    const [key, values] = node.arguments;
    const isWritten =
      values === undefined ||
      (ts.isObjectLiteralExpression(values) &&
        !values.properties.some(ts.isSpreadAssignment));
    if (key && ts.isStringLiteral(key) && isWritten) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      calls.push({
        at: `${file}:${line + 1}`,
        key: key.text,
        values: values?.properties.map(({ name }) => name.text) ?? [],
      });
    }
  });
  return calls;
}

function parse(file, code) {
  return ts.createSourceFile(
    file,
    code,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
}

function each(node, visit) {
  visit(node);
  ts.forEachChild(node, child => each(child, visit));
}

function sourceFiles() {
  return readdirSync(source, { recursive: true })
    .map(file => file.split(path.sep).join('/'))
    .filter(
      file =>
        /\.tsx?$/.test(file) &&
        !/\.test\.tsx?$|^__testUtils__\/|^translation\/messages\//.test(file) &&
        !/Schema\.ts$/.test(file) &&
        !extensionTitles.includes(file),
    );
}

function textsIn(file, code) {
  const parsed = parse(file, code);
  const texts = [];
  each(parsed, node => {
    const text = textOf(node);
    if (text !== undefined && /\p{L}/u.test(text) && isShown(node)) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      texts.push(`${file}:${line + 1}: ${text.replaceAll(/\s+/g, ' ')}`);
    }
  });
  return texts;
}

function textOf(node) {
  return ts.isJsxText(node) ||
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
    ? node.text
    : undefined;
}

function isShown(node) {
  if (ts.isJsxText(node)) {
    // The name of a key is the same in each language.
    return node.parent.openingElement?.tagName.getText() !== 'kbd';
  }
  if (/^[a-z]+\.([\w-]+\.?)*$/.test(node.text)) {
    return false; // the key of a message, or its beginning
  }
  let { parent } = node;
  let child = node;
  while (passesOn(parent, child)) {
    child = parent;
    parent = parent.parent;
  }
  if (ts.isJsxExpression(parent)) {
    return ts.isJsxAttribute(parent.parent)
      ? readByPeople.has(parent.parent.name.getText())
      : true;
  }
  return (
    (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) &&
    readByPeople.has(parent.name.getText().replaceAll(/['"]/g, ''))
  );
}

/** Whether what is in an expression becomes its value. */
function passesOn(parent, child) {
  return (
    ts.isTemplateExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isParenthesizedExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== child) ||
    (ts.isBinaryExpression(parent) &&
      [
        ts.SyntaxKind.AmpersandAmpersandToken,
        ts.SyntaxKind.BarBarToken,
        ts.SyntaxKind.QuestionQuestionToken,
      ].includes(parent.operatorToken.kind) &&
      parent.right === child)
  );
}
