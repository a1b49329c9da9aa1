import {
  approvalStepStates,
  environmentStates,
  finalStates,
  isTransition,
  leasePhases,
  operationStates,
  powerStates,
  requestStates,
} from '.';

function reachable(table: Record<string, readonly string[]>, from: string) {
  const seen = new Set([from]);
  const queue = [from];
  for (let state = queue.pop(); state; state = queue.pop()) {
    for (const next of table[state]) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}

describe('state tables', () => {
  it.each([
    ['environment', environmentStates, 'Queued'],
    ['lease', leasePhases, 'pending'],
    ['power', powerStates, 'on'],
    ['request', requestStates, 'PendingApproval'],
    ['approval step', approvalStepStates, 'Waiting'],
    ['operation', operationStates, 'Pending'],
  ])('reach every %s state from the first', (_, table, first) => {
    expect([...reachable(table, first)].sort()).toEqual(
      Object.keys(table).sort(),
    );
  });

  it('lead every environment to its end', () => {
    for (const state of Object.keys(environmentStates)) {
      expect(reachable(environmentStates, state)).toContain('Deprovisioned');
    }
    expect(finalStates(environmentStates)).toEqual(['Deprovisioned']);
  });

  it('lead every lease to its end', () => {
    for (const phase of Object.keys(leasePhases)) {
      expect(reachable(leasePhases, phase)).toContain('ended');
    }
    expect(finalStates(leasePhases)).toEqual(['ended']);
  });

  it('never let a decided request or an ended operation move', () => {
    expect(finalStates(requestStates).sort()).toEqual(
      ['Approved', 'Cancelled', 'Denied', 'Expired'].sort(),
    );
    expect(isTransition(requestStates, 'Denied', 'Approved')).toBe(false);
    expect(finalStates(operationStates).sort()).toEqual(
      ['Cancelled', 'Failed', 'Succeeded'].sort(),
    );
  });

  it('give a cluster back only by way of its deletion once it was begun', () => {
    const intoGone = Object.entries(environmentStates)
      .filter(([, next]) => next.includes('Deprovisioned'))
      .map(([state]) => state);
    expect(intoGone.sort()).toEqual(['Deprovisioning', 'Queued']);
  });
});
