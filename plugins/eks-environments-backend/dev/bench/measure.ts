import type { Knex } from 'knex';

/** One comparison: how much of something we take, and how much what people would do otherwise. */
export interface Comparison {
  what: string;
  unit: string;
  ours: number;
  /** What people would do otherwise. */
  otherwise: string;
  theirs: number;
}

/** Median of the milliseconds that something takes; the first run warms up and does not count. */
export async function medianMs(
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  const counted = times.slice(1).sort((a, b) => a - b);
  return counted[Math.floor(counted.length / 2)];
}

/** What some work costs: queries that read, and processor time of this process. */
export async function costOf(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<{ reads: number; cpuMs: number }> {
  let reads = 0;
  const count = ({ sql }: { sql: string }) => {
    reads += sql.startsWith('select') ? 1 : 0;
  };
  knex.on('query', count);
  const before = process.cpuUsage();
  try {
    await work();
  } finally {
    knex.removeListener('query', count);
  }
  const { user, system } = process.cpuUsage(before);
  return { reads, cpuMs: (user + system) / 1_000 };
}

/** The comparisons as a table in Markdown, so that it can be pasted where it is told. */
export function toTable(comparisons: Comparison[]): string {
  const rows = [
    ['What', 'Unit', 'Ours', 'Otherwise', '', 'Ratio'],
    ...comparisons.map(({ what, unit, ours, otherwise, theirs }) => [
      what,
      unit,
      inDigits(ours),
      otherwise,
      inDigits(theirs),
      `${inDigits(theirs / ours)} ×`,
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(3, ...rows.map(row => row[column].length)),
  );
  const lines = rows.map(
    row =>
      `| ${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Two digits that mean something. */
function inDigits(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(2)));
}
