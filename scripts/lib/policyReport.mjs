import { decide, entriesFor, listOf } from './iamPolicy.mjs';

/**
 * Checks the calls of a run against policies.
 *
 * @param requests see {@link decide}
 * @returns `allowed` and `denied` in the order of the calls, each once, and `unused`: what is allowed and no call needed
 */
export function checkCalls(statements, requests) {
  const allowed = new Map();
  const denied = new Map();
  const used = new Set();
  for (const request of requests) {
    const decision = decide(statements, request);
    if (decision.kind === 'denied') {
      const { action, resource, context } = request;
      const line = { action, resource, context, why: decision.why };
      denied.set(JSON.stringify([action, resource, decision.why]), line);
      continue;
    }
    const { by, unchecked } = decision;
    const line = { action: request.action, by, unchecked };
    allowed.set(JSON.stringify(line), line);
    for (const statement of statements.filter(({ sid }) => by.includes(sid))) {
      for (const entry of entriesFor(statement, request.action)) {
        used.add(`${statement.sid} ${entry}`);
      }
    }
  }
  return {
    allowed: [...allowed.values()],
    denied: [...denied.values()],
    unused: statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ sid, Action = [] }) =>
        listOf(Action).map(action => ({ sid, action })),
      )
      .filter(({ sid, action }) => !used.has(`${sid} ${action}`)),
  };
}

/** The report for people, line by line. */
export function linesOf({ allowed, denied, unused }) {
  return [
    ...allowed.map(
      ({ action, by, unchecked }) =>
        `allowed  ${action} by ${by.join(', ')}${
          unchecked.length > 0 ? ` (not checked: ${unchecked.join(', ')})` : ''
        }`,
    ),
    ...denied.flatMap(({ action, resource = 'a resource', context, why }) => [
      `DENIED   ${action} on ${resource}${formatContext(context)}`,
      ...why.map(reason => `           ${reason}`),
    ]),
    ...unused.map(
      ({ sid, action }) => `unused   ${action} of ${sid}: no call needed it`,
    ),
    '',
    `${allowed.length} allowed, ${denied.length} denied, ${unused.length} unused`,
  ];
}

function formatContext(context) {
  const pairs = Object.entries(context).map(
    ([key, value]) => `${key}=${value}`,
  );
  return pairs.length === 0 ? '' : ` with ${pairs.join(', ')}`;
}
