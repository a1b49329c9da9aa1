// @ts-check

/*
 * The structure of the code as rules for `yarn lint:structure`: dependencies point one way, between packages, between folders and between
 * files. Type imports count. Tests and their helpers may import what they like.
 */

const backend = '^plugins/eks-environments-backend/src';

/** The folders of the backend. A folder imports only folders of the layers after its own. */
const layers = [
  ['api'],
  ['engine', 'fleet'],
  ['breakers', 'reaper', 'requests'],
  ['environments', 'executors', 'failures'],
  ['approvals', 'operations', 'serviceConfig'],
  ['blueprints', 'pauses', 'quotas'],
  [
    'conditions',
    'config',
    'costs',
    'idempotency',
    'leases',
    'notifications',
    'permissions',
    'provisioners',
  ],
  ['access', 'events'],
  ['database', 'schema', 'util'],
];

/** One rule for each folder: what it must not import. */
const layerRules = layers.flatMap((layer, index) =>
  layer.map(folder => {
    const others = layers
      .slice(0, index + 1)
      .flat()
      .filter(other => other !== folder);
    return {
      name: `layer-of-${folder}`,
      comment: 'Only folders of the layers below it, see the list above.',
      severity: /** @type {const} */ ('error'),
      from: { path: `${backend}/${folder}/` },
      // A file beside the folders puts the parts together.
      to: { path: `${backend}/(?:(?:${others.join('|')})/|[^/]+$)` },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-import-cycles',
      comment: 'Move what both files need to a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycles',
      comment: 'Move what both folders need to the lower one, or pass it in.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^plugins/' },
      to: { circular: true },
    },
    {
      name: 'backend-folders-have-a-layer',
      comment: 'Add the folder to the layers in this file.',
      severity: 'error',
      from: { path: `${backend}/(?!(?:${layers.flat().join('|')})/)[^/]+/` },
      to: {},
    },
    ...layerRules,
    {
      name: 'backend-knows-no-provisioner',
      comment: 'A provisioner is registered; the backend asks its port.',
      severity: 'error',
      from: { path: `${backend}/` },
      to: { path: ['^plugins/eksctl-node/', '^plugins/[^/]+-module-[^/]+/'] },
    },
    {
      name: 'modules-know-no-backend',
      comment: 'A module needs the extension points in eks-environments-node.',
      severity: 'error',
      from: { path: '^plugins/eks-environments-backend-module-[^/]+/' },
      to: { path: `${backend}/` },
    },
    {
      name: 'eksctl-node-is-independent',
      comment: 'It is a library that knows eksctl and AWS.',
      severity: 'error',
      from: { path: '^plugins/eksctl-node/' },
      to: { path: '^plugins/(?!(eksctl|safe-text)-node/)' },
    },
    {
      name: 'safe-text-node-is-independent',
      comment: 'It is a library that knows templates, YAML and JSON Schema.',
      severity: 'error',
      from: { path: '^plugins/safe-text-node/' },
      to: { path: '^plugins/(?!safe-text-node/)' },
    },
    {
      name: 'common-depends-on-no-plugin',
      severity: 'error',
      from: { path: '^plugins/eks-environments-common/' },
      to: { path: '^plugins/(?!eks-environments-common/)' },
    },
    {
      name: 'node-depends-on-common-only',
      severity: 'error',
      from: { path: '^plugins/eks-environments-node/' },
      to: { path: '^plugins/(?!eks-environments-(common|node)/)' },
    },
    {
      name: 'product-without-simulator',
      comment: 'The product knows endpoints and paths, not what answers there.',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^packages/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(plugins|packages)/[^/]+/src/',
    exclude: {
      path: '\\.test\\.tsx?$|/(__testUtils__|__fixtures__|testUtils|generated)/|/dist',
    },
  },
};
