import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './paths.mjs';

/*
 * The core backend knows no provisioner: its code and its texts are the same for EKS clusters by eksctl and for what a module adds. What the
 * resources of a provisioner are called, and what they are made of, is in its module.
 */

const source = path.join(root, 'plugins/eks-environments-backend/src');

/** Words of the included provisioner. */
const words = /eksctl|CloudFormation|\bEKS\b|\bAWS\b|stacks?/gi;

/** The names of the product, and stacks that are something else. */
const neutral =
  /eks[-_.]?environments|EKS Environments|stack (?:trace|overflow)|overflow the stack|with their stacks?\b/gi;

/** The files that may mention them, with the words and the reason. */
const allowed = {
  'config/knownKeys.ts': [
    'eksctl',
    'the keys of the included module are not under `modules`',
  ],
  'createParts.ts': ['eksctl', 'names the module to who installed none'],
  'provisioners/defaultProvisioner.ts': [
    'eksctl',
    'blueprints that name no provisioner mean the included one',
  ],
};

test('the core backend mentions no provisioner', () => {
  const mentions = productFiles().flatMap(file =>
    mentionsIn(readFileSync(path.join(source, file), 'utf8'))
      .filter(({ word }) => allowed[file]?.[0] !== word)
      .map(({ line, word }) => `${file}:${line}: ${word}`),
  );
  assert.deepEqual(mentions, []);
});

test('every exception is needed', () => {
  const unneeded = Object.entries(allowed).filter(([file, [word]]) => {
    const found = mentionsIn(readFileSync(path.join(source, file), 'utf8'));
    return !found.some(mention => mention.word === word);
  });
  assert.deepEqual(unneeded, []);
});

test('a mention is found, and the name of the product is none', () => {
  const found = text => mentionsIn(text).map(({ word }) => word);
  assert.deepEqual(found('// eksctl exited'), ['eksctl']);
  assert.deepEqual(found('`EKS knows no cluster`'), ['EKS']);
  assert.deepEqual(found('`2 of its stacks`, { stacks }'), [
    'stacks',
    'stacks',
  ]);
  assert.deepEqual(found('call AWS'), ['AWS']);
  assert.deepEqual(found('EKS Environments: eks-environments.io'), []);
  assert.deepEqual(found('the log has its stack trace'), []);
});

function mentionsIn(text) {
  return text.split('\n').flatMap((content, index) =>
    [...content.replace(neutral, '').matchAll(words)].map(([word]) => ({
      line: index + 1,
      word,
    })),
  );
}

/** Without tests and their helpers, and what is generated from the OpenAPI document. */
function productFiles() {
  return readdirSync(source, { recursive: true })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter(file => !/(^|\/)(__testUtils__|generated)\//.test(file));
}
