import { Fault } from '../world/model';
import { World } from '../world/World';
import { FAULT_PRESETS } from './faultPresets';
import { escapeHtml, layout, table, formatMillis } from './layout';
import { renderRegion } from './regionSection';

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
  return `<section><h2>Faults</h2>
${table(
  ['What', 'Where', 'Details', 'How often', 'Action'],
  faults.map(faultRow),
  'Nothing goes wrong at the moment.',
)}
<form class="inline" method="post" action="/_simulator/faults">
<label>What goes wrong <select name="preset">${options.join(
    '',
  )}</select></label>
<label>Cluster name, * for any text <input name="cluster" placeholder="every cluster"></label>
<label>Times <input name="times" type="number" min="1" placeholder="until removed"></label>
<button>Switch on</button>
</form></section>`;
}

/** The contents of the accounts, and the controls. */
export function renderOverview(world: World): string {
  const sections = [...world.regions()].map(({ accountId, name, region }) =>
    renderRegion(accountId, name, region),
  );
  const empty = '<p class="muted">The accounts are empty.</p>';
  return layout(
    'Local AWS',
    `<p class="muted">A simulated AWS: nothing here costs anything. What takes AWS minutes is ${
      world.speed
    } times faster. It is ${formatMillis(world.now())}.</p>
${renderFaults(world.faults.list())}
${sections.join('\n') || empty}
<form method="post" action="/_simulator/reset"><button>Empty all accounts</button></form>`,
  );
}
