import type { SimulatorHarness } from './SimulatorHarness';

/** Keys that differ after an interruption because it took longer: times and numbers of attempts. */
const DROPPED = new Set([
  'activeAt',
  'associatedAt',
  'attributes',
  'createdAt',
  'events',
  'generation',
  'launchedAt',
  'port',
  'privateIp',
  'readyAt',
  'settledAt',
  'updated',
  'updatedAt',
]);

/**
 * The complete state of a cluster in the simulated AWS, without ids, generated suffixes and times, which are never the same. If it is equal
 * for two clusters of the same config, the clusters are equal in AWS.
 *
 * @param without - further keys that are omitted
 */
export function booksOf(
  harness: SimulatorHarness,
  options: { clusterName: string; environmentId: string },
  without: string[] = [],
): Record<string, unknown[]> {
  const dropped = new Set([...DROPPED, ...without]);
  const withoutTimes = (key: string, value: unknown) =>
    dropped.has(key) ? undefined : value;
  const books: Record<string, unknown[]> = {};
  for (const account of Object.values(harness.simulator.state().accounts)) {
    const { regions, ...global } = account;
    for (const book of [global, ...Object.values(regions)]) {
      for (const [kind, things] of Object.entries(book)) {
        const own = (things as object[])
          .filter(thing => !isDeleted(thing))
          .map(thing => JSON.stringify(thing, withoutTimes))
          .filter(text => text.includes(options.clusterName))
          .map(text => anonymous(text, options));
        books[kind] = [...(books[kind] ?? []), ...own.sort()];
      }
    }
  }
  return Object.fromEntries(
    Object.entries(books).map(([kind, texts]) => [
      kind,
      texts.map(text => sorted(JSON.parse(String(text)))),
    ]),
  );
}

function isDeleted(thing: object): boolean {
  return 'status' in thing && thing.status === 'DELETE_COMPLETE';
}

function anonymous(
  text: string,
  options: { clusterName: string; environmentId: string },
): string {
  return text
    .replaceAll(options.clusterName, 'CLUSTER')
    .replaceAll(options.environmentId, 'ENVIRONMENT')
    .replace(/\b([a-z]+)-0?[0-9a-f]{16,17}\b/g, '$1-ID')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/-[0-9A-F]{12}\b/g, '-SUFFIX')
    .replace(/\b[0-9A-F]{32}\b/g, 'OIDC')
    .replace(/eks-cluster-sg-CLUSTER-[0-9a-f]+/g, 'eks-cluster-sg-CLUSTER')
    .replace(/127\.0\.0\.1:\d+/g, 'ENDPOINT')
    .replace(/\b(?:\d+\.){3}\d+\b(?!\/)/g, 'ADDRESS');
}

/** Lists are in the order of creation, which is irrelevant here. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(sorted)
      .sort((one, other) =>
        JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
      );
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
}
