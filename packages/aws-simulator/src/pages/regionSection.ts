import { Cluster, Region, Stack, Tags } from '../world/model';
import { escapeHtml, table } from './layout';

/** The contents of one region of an account; one line if it is empty. */
export function renderRegion(
  accountId: string,
  name: string,
  region: Region,
): string {
  const stacks = region.stacks.filter(
    stack => stack.status !== 'DELETE_COMPLETE',
  );
  const others = otherThings(region);
  const parts = [
    region.clusters.length > 0 && renderClusters(region.clusters),
    stacks.length > 0 && renderStacks(stacks),
    others.length > 0 && renderOthers(others),
  ].filter(part => part !== false);
  return `<section><h2>Account ${accountId}, ${escapeHtml(name)}</h2>
${parts.join('\n') || '<p class="muted">Nothing is here.</p>'}</section>`;
}

function renderClusters(clusters: Cluster[]): string {
  const rows = clusters.map(cluster => [
    `<strong>${escapeHtml(cluster.name)}</strong>`,
    status(cluster.status),
    escapeHtml(cluster.version),
    escapeHtml(
      cluster.nodegroups
        .map(item => `${item.name} (${item.scaling.desiredSize})`)
        .join(', ') || 'none',
    ),
    renderTags(cluster.tags),
  ]);
  return `<h3>Clusters</h3>${table(
    ['Name', 'Status', 'Version', 'Node groups', 'Tags'],
    rows,
    '',
  )}`;
}

/** The tags in a collapsed list, with those that no tool sets at the top. */
function renderTags(tags: Tags): string {
  const entries = Object.entries(tags);
  const isOfTools = (key: string) =>
    key.startsWith('aws:') || key.includes('eksctl');
  const ordered = [
    ...entries.filter(([key]) => !isOfTools(key)),
    ...entries.filter(([key]) => isOfTools(key)),
  ];
  const lines = ordered
    .map(([key, value]) => `${escapeHtml(key)}=${escapeHtml(value)}`)
    .join('<br>');
  return entries.length === 0
    ? 'none'
    : `<details><summary>${entries.length} tags</summary><code>${lines}</code></details>`;
}

function renderStacks(stacks: Stack[]): string {
  const rows = stacks.map(stack => [
    escapeHtml(stack.name),
    status(stack.status),
    escapeHtml(stack.reason ?? ''),
    stack.terminationProtection ? 'protected' : '',
  ]);
  return `<h3>Stacks</h3>${table(
    ['Name', 'Status', 'Reason', 'Protection'],
    rows,
    '',
  )}`;
}

function otherThings(region: Region): Array<[kind: string, name: string]> {
  return [
    ...named('VPC', region.vpcs, ({ id }) => id),
    ...named('Instance', region.instances, ({ id, type }) => `${id} ${type}`),
    ...named('Load balancer', region.loadBalancers, ({ name }) => name),
    ...named('Target group', region.targetGroups, ({ name }) => name),
    ...named('Volume', region.volumes, ({ id }) => id),
    ...named('Network interface', region.networkInterfaces, ({ id }) => id),
    ...named('Address', region.addresses, ({ publicIp }) => publicIp),
    ...named(
      'Security group',
      region.securityGroups,
      ({ id, name }) => `${id} ${name}`,
    ),
    ...named('Launch template', region.launchTemplates, ({ name }) => name),
    ...named('Log group', region.logGroups, ({ name }) => name),
  ];
}

function named<T>(
  kind: string,
  items: T[],
  nameOf: (item: T) => string,
): Array<[kind: string, name: string]> {
  return items.map(item => [kind, nameOf(item)]);
}

function renderOthers(others: Array<[kind: string, name: string]>): string {
  const rows = others.map(row => row.map(escapeHtml));
  return `<details class="others"><summary>${
    others.length
  } other things, such as networks and instances</summary>${table(
    ['Kind', 'Name'],
    rows,
    '',
  )}</details>`;
}

/** A status of AWS as a coloured word. */
function status(word: string): string {
  const tone = toneOf(word);
  return `<span class="status ${tone}">${escapeHtml(word)}</span>`;
}

function toneOf(word: string): 'bad' | 'good' | 'busy' {
  if (/FAILED|ROLLBACK/.test(word)) {
    return 'bad';
  }
  return /ACTIVE|COMPLETE$/.test(word) ? 'good' : 'busy';
}
