export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** A whole page with the simulator's look; the body is HTML already. */
export function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Local AWS</title>
<style>
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a3f45); --soft: light-dark(#f5f6f8, #1e2226); --link: light-dark(#0b5cad, #7ab8ff); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 3rem; background: light-dark(#fff, #15181b); color: light-dark(#1a1d21, #e6e8ea); }
nav { display: flex; gap: 1.25rem; border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; background: var(--soft); }
form.inline { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: end; } label { display: grid; font-size: .85rem; }
button, select, input { font: inherit; padding: .3rem .6rem; }
pre { background: var(--soft); padding: 1rem; overflow: auto; white-space: pre-wrap; } iframe { width: 100%; height: 34rem; border: 1px solid var(--line); background: #fff; }
.muted { opacity: .75; }
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

/** A table of plain texts; without rows, a sentence instead. */
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
