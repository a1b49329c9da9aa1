import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';
import { parse } from 'yaml';
import { root } from './paths.mjs';

/*
 * What the documents list is what the code has: keys, paths, permissions, events, rights in AWS, pages and links. Whether the sentences are
 * true is for people to check.
 */

const read = file => readFileSync(path.join(root, file), 'utf8');
const inRoot = pattern => globSync(pattern, { cwd: root });
const withoutCode = text => text.replace(/^```.*?^```/gms, '');
const matches = (text, pattern) =>
  [...text.matchAll(pattern)].map(([, first]) => first);
const sorted = values => [...new Set(values)].sort();

const documents = [
  ...inRoot('docs/**/*.md'),
  ...inRoot('*.md'),
  ...inRoot('{plugins,packages}/*/README.md'),
];

/** As GitHub and TechDocs name the place of a heading. */
function anchorsOf(file) {
  return matches(withoutCode(read(file)), /^#+ (.*)$/gm).map(heading =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\-_ ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

for (const file of documents) {
  test(`the links of ${file} lead somewhere`, () => {
    const links = matches(withoutCode(read(file)), /\]\(([^)\s]+)\)/g);
    for (const link of links.filter(target => !/^https?:/.test(target))) {
      const [target, anchor] = link.split('#');
      const page = target ? path.join(path.dirname(file), target) : file;
      assert.ok(existsSync(path.join(root, page)), link);
      assert.ok(!anchor || anchorsOf(page).includes(anchor), link);
    }
  });
}

test('the navigation has every page', () => {
  const pages = inRoot('docs/**/*.md').map(file => path.relative('docs', file));

  assert.deepEqual(
    matches(read('mkdocs.yml'), /: (\S+\.md)$/gm).sort(),
    pages.sort(),
  );
});

/** The keys below `eksEnvironments` of a schema in TypeScript, such as `engine.log.retention`. */
function keysOf(file) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const interfaces = new Map(
    source.statements
      .filter(ts.isInterfaceDeclaration)
      .map(declaration => [declaration.name.text, declaration]),
  );
  const keysBelow = (type, key) => {
    const { members } = interfaces.get(type.typeName?.text) ?? type;
    if (members) {
      return members.flatMap(member =>
        // What has no name is a map.
        member.name ? keysIn(member.type, `${key}.${member.name.text}`) : [],
      );
    }
    // What a list or a combination of types is made of.
    const parts = type.types ?? type.typeArguments ?? [];
    return parts.flatMap(part => keysBelow(part, key));
  };
  const keysIn = (type, key) => {
    const below = keysBelow(type, key);
    return below.length > 0 ? below : [key];
  };
  return keysBelow(interfaces.get('Config'), '')
    .filter(key => key.startsWith('.eksEnvironments.'))
    .map(key => key.slice('.eksEnvironments.'.length));
}

/** The keys that the tables of the page name, each in full. */
function documentedKeys() {
  const sections = read('docs/reference/configuration.md')
    .split('## What else is read')[0]
    .split(/^##+ /m);
  return sections.flatMap(section => {
    const [prefix] = matches(section.split('\n|')[0], /`([a-z.]+)(?:\[\])?`/g);
    const named = /^`[a-z]+`, /.test(section) || /^Backend\n/.test(section);
    return matches(section, /^\| `([^`]+)`/gm).map(key => {
      const plain = key.replace(/\[\]|\.<name>/g, '');
      return named ? plain : `${prefix}.${plain}`;
    });
  });
}

test('the page of the configuration has every key, and no other', () => {
  const keys = inRoot('plugins/*/config.d.ts')
    .flatMap(keysOf)
    .map(key => key.replace(/(schedule)\..*/, '$1'));

  assert.deepEqual(sorted(documentedKeys()), sorted(keys));
});

test('the backend knows every key, and no other', () => {
  const source = read(
    'plugins/eks-environments-backend/src/config/knownKeys.ts',
  );
  const known = matches(source, /^  '([^']+)',$/gm).map(key =>
    key.replace(/\[\]/g, '').replace(/\.\*$/, ''),
  );
  const keys = inRoot('plugins/*/config.d.ts')
    .flatMap(keysOf)
    .map(key => key.replace(/(schedule)\..*/, '$1'));

  assert.deepEqual(sorted(known), sorted(keys));
});

test('the page of the API has every path, and no other', () => {
  const { paths } = parse(
    read('plugins/eks-environments-backend/src/schema/openapi.yaml'),
  );
  const served = Object.entries(paths).flatMap(([address, operations]) =>
    Object.keys(operations).map(
      method => `${method.toUpperCase()} ${address.replace('/v1', '')}`,
    ),
  );
  let last;
  const documented = matches(
    read('docs/reference/api.md').split('## Values')[0],
    /^\| (`[^|]*)/gm,
  )
    .flatMap(cell => matches(cell, /`([^`]+)`/g))
    .map(entry => {
      last = entry.startsWith('…')
        ? last.replace(/\/[^/]+$/, entry.slice(1))
        : entry.replace(/\?.*/, '');
      return last;
    });

  assert.deepEqual(sorted(documented), sorted(served));
});

for (const { what, page, pattern, source, sourcePattern } of [
  {
    what: 'permissions',
    page: 'docs/reference/permissions.md',
    pattern: /^\| `(eks-environments\.[^`]+)`/gm,
    source: ['plugins/eks-environments-common/src/permissions.ts'],
    sourcePattern: /name: '([^']+)'/g,
  },
  {
    what: 'events',
    page: 'docs/reference/states.md',
    pattern: /^\| `([A-Z]\w+)`/gm,
    source: ['plugins/eks-environments-common/src/events.ts'],
    sourcePattern: /^ {2}'(\w+)',$/gm,
  },
  {
    what: 'actions of the Scaffolder',
    page: 'docs/reference/actions.md',
    pattern: /^## ((?:eks-environments|eksctl):[a-z-]+)$/gm,
    source: inRoot(
      'plugins/scaffolder-backend-module-eks-environments/src/actions/*.ts',
    ),
    sourcePattern: /^const id = '([^']+)'/gm,
  },
]) {
  test(`${page} has all ${what}, and no other`, () => {
    const existing = source.flatMap(file => matches(read(file), sourcePattern));

    assert.deepEqual(sorted(matches(read(page), pattern)), sorted(existing));
  });
}

test('the events of the audit log are told', () => {
  const page = read('docs/how-to/run-in-production.md');
  const events = inRoot(
    'plugins/eks-environments-backend/src/api/**/*Routes.ts',
  ).flatMap(file => matches(read(file), /eventId: '([^']+)'/g));

  assert.notEqual(events.length, 0);
  assert.deepEqual(
    events.filter(event => !page.includes(`\`${event}\``)),
    [],
  );
});

/** The texts in the sources of the backend and its modules, with a zero byte for each value that is put in. */
function textsOfSources() {
  const texts = [];
  const add = (...parts) =>
    texts.push(parts.join('\0').replace(/\{\w+\}/g, '\0'));
  const visit = node => {
    if (ts.isStringLiteralLike(node)) {
      add(node.text);
    } else if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(({ literal }) => literal.text);
      add(node.head.text, ...spans);
    }
    ts.forEachChild(node, visit);
  };
  inRoot('plugins/eks-environments-backend*/src/**/*.ts')
    .filter(file => !/\.test\.ts$|__testUtils__|generated/.test(file))
    .forEach(file =>
      visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest)),
    );
  return texts;
}

/** In a quoted line, `<name>` is a value that is put in, and `…` any text. */
function patternOf(line) {
  const parts = line.split(/(<[^>]+>|…)/).map((part, index) => {
    if (index % 2 === 0) {
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    return part === '…' ? '.*' : '.*\0.*';
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

test('the lines that the page on production quotes are written', () => {
  const page = withoutCode(read('docs/how-to/run-in-production.md'));
  const lines = matches(page, /`([^`]+)`/g)
    .map(line => line.replace(/\s+/g, ' '))
    .filter(line => /^(?:[A-Z][a-z ]|<).* /.test(line));
  const texts = textsOfSources();

  assert.ok(lines.length > 10);
  assert.deepEqual(
    lines.filter(line => !texts.some(text => patternOf(line).test(text))),
    [],
  );
});

/** The calls of AWS that the sources import, as IAM names them: `ec2:DeleteVolume`. */
function callsOfAws() {
  const prefixes = {
    'auto-scaling': 'autoscaling',
    cloudcontrol: 'cloudformation',
    'cloudwatch-logs': 'logs',
    'elastic-load-balancing': 'elasticloadbalancing',
    'elastic-load-balancing-v2': 'elasticloadbalancing',
    'service-quotas': 'servicequotas',
  };
  const imports =
    /^import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)';$/gm;
  return inRoot(
    'plugins/{eksctl-node,eks-environments-backend,eks-environments-backend-module-eksctl}/src/**/*.ts',
  )
    .filter(file => !/\.test\.ts$|__testUtils__/.test(file))
    .flatMap(file => [...read(file).matchAll(imports)])
    .flatMap(([, names, client]) =>
      [
        ...matches(names, /(?<! as )\b([A-Z]\w+)Command\b/g),
        ...matches(names, /(?<! as )\bpaginate([A-Z]\w+)/g),
      ].map(call => `${prefixes[client] ?? client}:${call}`),
    );
}

test('the policies of the page on real accounts are those of the files', () => {
  const shown = matches(
    read('docs/how-to/real-aws.md'),
    /^```json\n(.*?)^```/gms,
  ).map(block => JSON.parse(block));

  const files = inRoot('deploy/iam/*.json');
  assert.notEqual(files.length, 0);
  for (const file of files) {
    const policy = JSON.parse(read(file));
    assert.ok(read('docs/how-to/real-aws.md').includes(`\`${file}\``), file);
    assert.ok(
      shown.some(block => isDeepStrictEqual(block, policy)),
      `docs/how-to/real-aws.md does not show ${file} as it is`,
    );
  }
});

for (const file of inRoot('deploy/iam/*.json')) {
  test(`${file} is no larger than a managed policy may be`, () => {
    // IAM does not count whitespace.
    assert.ok(read(file).replace(/\s/g, '').length <= 6144);
  });
}

test('the policy for a real account allows every call that is made', () => {
  const { Statement } = JSON.parse(read('deploy/iam/engine-policy.json'));
  const allowed = Statement.flatMap(({ Action }) => Action).map(
    action => new RegExp(`^${action.replaceAll('*', '.*')}$`),
  );
  const calls = sorted(callsOfAws());

  assert.notEqual(calls.length, 0);
  assert.deepEqual(
    calls.filter(call => !allowed.some(action => action.test(call))),
    [],
  );
});

test('changesets are for packages that are published', () => {
  const names = inRoot('plugins/*/package.json').map(
    file => JSON.parse(read(file)).name,
  );
  for (const file of inRoot('.changeset/*.md')) {
    for (const name of matches(
      read(file),
      /^'([^']+)': (?:major|minor|patch)$/gm,
    )) {
      assert.ok(names.includes(name), `${file}: ${name}`);
    }
  }
});

test('the example of a request type is the one that the tests run', () => {
  const page = read('docs/how-to/add-a-request-type.md');
  const example = read(
    'plugins/eks-environments-backend/src/__testUtils__/toyRequests.ts',
  );

  assert.ok(page.includes(`\`\`\`ts\n${example}\`\`\``));
});

test('the examples of an operation type are those that the tests run', () => {
  const page = read('docs/how-to/add-an-operation-type.md');
  for (const file of ['toyOperations.ts', 'toyRoutes.ts']) {
    const example = read(
      `plugins/eks-environments-backend/src/__testUtils__/${file}`,
    );
    assert.ok(page.includes(`\`\`\`ts\n${example}\`\`\``), file);
  }
});
