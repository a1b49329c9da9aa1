import type { Finding } from 'backstage-plugin-eks-environments-common';
import type { PlannedRequest } from '../requests/RequestPlanner';
import type { DryRun, DryRunVerdict, Planner } from './types';

/**
 * Plans with a last check by eksctl itself.
 *
 * @remarks
 *
 * A plan beside a form is answered at once, with the verdict where there is one already. One that a request is made from waits for it,
 * within the limit of the dry run.
 */
export class DryRunPlanner implements Planner {
  readonly #options: { planner: Planner; dryRun: DryRun; waits: boolean };

  constructor(options: { planner: Planner; dryRun: DryRun; waits: boolean }) {
    this.#options = options;
  }

  async plan(...request: Parameters<Planner['plan']>): Promise<PlannedRequest> {
    const { planner, dryRun, waits } = this.#options;
    const planned = await planner.plan(...request);
    const { plan, config, resolved } = planned;
    const { account, region, clusterName, environmentId } = resolved;
    if (plan.outcome === 'refused' || !config || !account || !region) {
      return planned;
    }
    const wanted = {
      config,
      account,
      region,
      names: [clusterName, environmentId],
    };
    const verdict = waits ? await dryRun.check(wanted) : dryRun.peek(wanted);
    return verdict ? withVerdict(planned, verdict) : planned;
  }
}

function withVerdict(
  planned: PlannedRequest,
  verdict: DryRunVerdict,
): PlannedRequest {
  const findings = findingsOf(verdict);
  const isRefused = findings.some(({ severity }) => severity === 'error');
  return {
    ...planned,
    plan: {
      ...planned.plan,
      outcome: isRefused ? 'refused' : planned.plan.outcome,
      findings: [...planned.plan.findings, ...findings],
    },
  };
}

/** What is wrong with the config forbids it; what is wrong with AWS or the portal may be over when its turn comes. */
function findingsOf(verdict: DryRunVerdict): Finding[] {
  switch (verdict.kind) {
    case 'accepted':
      return [];
    case 'unchecked':
      return [
        {
          severity: 'info',
          code: 'dry-run',
          message: `eksctl could not check this beforehand. ${verdict.reason}`,
        },
      ];
    default: {
      const { class: failureClass, developerMessage, cause } = verdict.failure;
      return [
        {
          severity: failureClass === 'user' ? 'error' : 'warning',
          code: 'dry-run',
          message: `${developerMessage} eksctl says: ${cause}`,
        },
      ];
    }
  }
}
