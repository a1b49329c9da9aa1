import { Fault, Region } from '../world/model';
import { World } from '../world/World';
import { FAULT_PRESETS } from './faultPresets';
import { escapeHtml, layout, table } from './layout';

function faultRow(fault: Fault): string[] {
  const { kind, ...details } = fault.effect;
  const matched = Object.entries(fault.match).map(
    ([name, value]) => `${name} ${value}`,
  );
  return [
    escapeHtml(kind),
    escapeHtml(matched.join(', ') || 'everything'),
    escapeHtml(Object.keys(details).length > 0 ? JSON.stringify(details) : ''),
    escapeHtml(
      fault.remaining === undefined
        ? 'until removed'
        : `${fault.remaining} more`,
    ),
    `<form method="post" action="/_simulator/faults/${
      fault.id
    }/removal"><button aria-label="Remove fault ${escapeHtml(
      kind,
    )}">Remove</button></form>`,
  ];
}

function renderFaults(faults: Fault[]): string {
  const options = FAULT_PRESETS.map(
    preset =>
      `<option value="${preset.name}">${escapeHtml(preset.label)}</option>`,
  );
  return `<h2>Faults</h2>
${table(
  ['What', 'Where', 'Details', 'How often'].concat('Action'),
  faults.map(faultRow),
  'Nothing goes wrong at the moment.',
)}
<form class="inline" method="post" action="/_simulator/faults" style="margin-top:1rem">
<label>What goes wrong <select name="preset">${options.join(
    '',
  )}</select></label>
<label>Cluster name, * for any text <input name="cluster" placeholder="every cluster"></label>
<label>Times <input name="times" type="number" min="1" placeholder="until removed"></label>
<button>Switch on</button>
</form>`;
}

function renderRegion(accountId: string, name: string, region: Region): string {
  const clusters = region.clusters.map(cluster => [
    escapeHtml(cluster.name),
    escapeHtml(cluster.status),
    escapeHtml(cluster.version),
    escapeHtml(
      cluster.nodegroups
        .map(
          item => `${item.name} (${item.scaling.desiredSize}, ${item.status})`,
        )
        .join(', '),
    ),
    escapeHtml(
      Object.entries(cluster.tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    ),
  ]);
  const stacks = region.stacks
    .filter(stack => stack.status !== 'DELETE_COMPLETE')
    .map(stack => [
      escapeHtml(stack.name),
      escapeHtml(stack.status),
      escapeHtml(stack.reason ?? ''),
      stack.terminationProtection ? 'protected' : '',
    ]);
  const others = [
    ...region.vpcs.map(item => ['VPC', item.id]),
    ...region.instances.map(item => ['Instance', `${item.id} ${item.type}`]),
    ...region.loadBalancers.map(item => ['Load balancer', item.name]),
    ...region.targetGroups.map(item => ['Target group', item.name]),
    ...region.volumes.map(item => ['Volume', item.id]),
    ...region.networkInterfaces.map(item => ['Network interface', item.id]),
    ...region.addresses.map(item => ['Address', item.publicIp]),
    ...region.securityGroups.map(item => [
      'Security group',
      `${item.id} ${item.name}`,
    ]),
    ...region.launchTemplates.map(item => ['Launch template', item.name]),
    ...region.logGroups.map(item => ['Log group', item.name]),
  ].map(row => row.map(escapeHtml));
  return `<h2>Account ${accountId}, ${escapeHtml(name)}</h2>
<h3>Clusters</h3>${table(
    ['Name', 'Status', 'Version', 'Nodegroups', 'Tags'],
    clusters,
    'No clusters.',
  )}
<h3>Stacks</h3>${table(
    ['Name', 'Status', 'Reason', 'Protection'],
    stacks,
    'No stacks.',
  )}
<h3>Everything else</h3>${table(['Kind', 'Name'], others, 'Nothing else.')}`;
}

/** What the accounts hold, and the switches. */
export function renderOverview(world: World): string {
  const sections = [...world.regions()].map(({ accountId, name, region }) =>
    renderRegion(accountId, name, region),
  );
  const empty = '<p class="muted">The accounts are empty.</p>';
  return layout(
    'Local AWS',
    `<p>A simulated AWS: nothing here costs anything. Time runs ${
      world.speed
    } times faster; it is ${new Date(world.now()).toISOString()}.</p>
${renderFaults(world.faults.list())}
${sections.join('\n') || empty}
<form method="post" action="/_simulator/reset" style="margin-top:2rem"><button>Empty all accounts</button></form>`,
  );
}
