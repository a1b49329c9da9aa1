export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** A whole page in the simulator's layout; the body is already HTML. */
export function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Local AWS</title>
<style>
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a3f45); --soft: light-dark(#f5f6f8, #23282d); --link: light-dark(#0b5cad, #7ab8ff); --card: light-dark(#fff, #1b1f23); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 3rem; background: light-dark(#f5f6f8, #121417); color: light-dark(#1a1d21, #e6e8ea); }
nav { display: flex; gap: 1.25rem; align-items: baseline; border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem 1.25rem; margin: 1rem 0; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 0 0 .6rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .3rem; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
th { font-weight: 600; background: var(--soft); }
form.inline { display: flex; margin-top: 1rem; gap: .5rem; flex-wrap: wrap; align-items: end; } label { display: grid; font-size: .85rem; }
button, select, input { font: inherit; padding: .3rem .6rem; }
pre { background: var(--soft); padding: 1rem; overflow: auto; white-space: pre-wrap; } iframe { width: 100%; height: 34rem; border: 1px solid var(--line); background: #fff; }
.muted { opacity: .75; }
summary { cursor: pointer; color: var(--link); } details code { font-size: .85rem; overflow-wrap: anywhere; } .others { margin-top: 1.25rem; }
.status { border-radius: 1rem; font-size: .8rem; padding: .1rem .55rem; white-space: nowrap; }
.good { background: light-dark(#dcfce7, #12351f); color: light-dark(#14532d, #86efac); }
.busy { background: light-dark(#dbeafe, #14284d); color: light-dark(#1e3a8a, #93c5fd); }
.bad { background: light-dark(#fee2e2, #451a1a); color: light-dark(#7f1d1d, #fca5a5); }
</style>
</head>
<body>
<nav aria-label="Simulator"><a href="/_simulator/">Accounts and faults</a><a href="/_simulator/inbox">Inbox</a></nav>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** Formats a time as in `21 Nov 2026, 12:07:01 UTC`. */
export function formatMillis(millis: number): string {
  return `${new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  }).format(millis)} UTC`;
}

/** A table of cells that are already HTML; a sentence if there are no rows. */
export function table(
  headings: string[],
  rows: string[][],
  empty: string,
): string {
  if (rows.length === 0) {
    return `<p class="muted">${escapeHtml(empty)}</p>`;
  }
  const head = headings
    .map(heading => `<th scope="col">${escapeHtml(heading)}</th>`)
    .join('');
  const body = rows
    .map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
