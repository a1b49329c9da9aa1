import type {
  SweepItem,
  SweepReport,
  SweptKind,
} from 'backstage-plugin-eks-environments-common';
import type {
  Place,
  SweepEvidence,
} from 'backstage-plugin-eks-environments-node';
import {
  type SweepHolder as StoredHolder,
  type SweepItem as StoredItem,
  type SweepReport as StoredReport,
  sweepConsoleUrl,
} from 'backstage-plugin-eksctl-node';
import { formatKind } from './formatSweep';

/** The stored report of a sweep, formatted and with links to the leftovers in the AWS console. */
export function presentSweep(
  evidence: SweepEvidence,
  { region }: Pick<Place, 'region'>,
): SweepReport {
  // Written by `LeftoverSweep`.
  const { startedAt, finishedAt, searchedKinds, incomplete, items } =
    evidence as StoredReport;
  return {
    startedAt,
    finishedAt,
    kinds: [
      ...searchedKinds.map(kind => toKind(kind, items)),
      ...incomplete.map(({ kind, reason }) => ({
        ...toKind(kind, items),
        problem: reason,
      })),
    ],
    items: items.map(item => toItem(item, region)),
  };
}

function toKind(kind: string, items: StoredItem[]): SweptKind {
  const { plural, billed } = formatKind(kind);
  const found = items.filter(item => item.kind === kind);
  return {
    kind,
    label: plural,
    billed,
    found: found.length,
    removed: found.filter(({ outcome }) => outcome === 'removed').length,
  };
}

function toItem(item: StoredItem, region: string): SweepItem {
  const { kind, id, proof, outcome, reason, heldBy } = item;
  return {
    kind,
    label: formatKind(kind).singular,
    id,
    proof,
    outcome,
    reason,
    heldBy: heldBy?.map(holder => toHolder(holder, region)),
    consoleUrl:
      outcome === 'removed' ? undefined : sweepConsoleUrl(item, region),
  };
}

function toHolder({ kind, id, name }: StoredHolder, region: string) {
  return {
    kind,
    label: formatKind(kind).singular,
    id,
    name,
    consoleUrl: sweepConsoleUrl({ kind, id }, region),
  };
}
