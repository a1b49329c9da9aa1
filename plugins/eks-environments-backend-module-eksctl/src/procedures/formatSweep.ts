import {
  type SweepItem,
  type SweepKindInfo,
  sweepKinds,
} from 'backstage-plugin-eksctl-node';

/** Formats a kind of leftover as its usual name. */
export function formatKind(kind: string): SweepKindInfo {
  return (
    sweepKinds.find(known => known.kind === kind) ?? {
      kind,
      singular: kind,
      plural: `${kind}s`,
      billed: false,
    }
  );
}

/** Formats the number of items by kind, as in `1 EBS volume and 2 load balancers`. */
export function formatItems(items: readonly SweepItem[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of items) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return listed(
    [...counts].map(([kind, count]) => {
      const { singular, plural } = formatKind(kind);
      return `${count} ${count === 1 ? singular : plural}`;
    }),
  );
}

/** Formats kinds as in `IAM roles and log groups`. */
export function formatKinds(kinds: readonly string[]): string {
  return listed(kinds.map(kind => formatKind(kind).plural));
}

function listed(words: string[]): string {
  return new Intl.ListFormat('en').format(words);
}
