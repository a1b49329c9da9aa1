import type { Finding, Plan } from 'backstage-plugin-eks-environments-common';
import { fromConfigFinding } from '../findings';
import type { PlannedRequest } from '../RequestPlanner';
import { withFindings } from './withFindings';
import type { DryRun, DryRunVerdict } from '../../dryRun/types';
import type { Planner } from '../Planner';

/**
 * Plans with a last check by eksctl itself.
 *
 * @remarks
 *
 * A plan beside a form is answered at once, with the verdict if there is one already. A plan for a request waits for it, within the time
 * limit of the dry run.
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
    return withVerdict(planned, verdict ?? { kind: 'pending' });
  }
}

type Verdict = DryRunVerdict | { kind: 'pending' };

function withVerdict(
  planned: PlannedRequest,
  verdict: Verdict,
): PlannedRequest {
  const findings = findingsOf(verdict).map(finding =>
    fromConfigFinding(finding, planned.resolved.blueprint),
  );
  const checked = withFindings(planned, findings);
  return {
    ...checked,
    plan: {
      ...checked.plan,
      dryRun: verdict.kind satisfies Plan['dryRun'],
    },
  };
}

/** A wrong config is refused; what kept eksctl from checking it may be over when the cluster is created. */
function findingsOf(verdict: Verdict): Finding[] {
  switch (verdict.kind) {
    case 'refused':
      return [
        {
          severity: 'error',
          code: 'dry-run',
          message: `eksctl refuses this config: ${verdict.sentence}`,
          path: verdict.path,
        },
      ];
    case 'unchecked':
      return [
        {
          severity: 'warning',
          code: 'dry-run',
          message: `eksctl could not check this config. ${asSentence(
            verdict.reason,
          )} It is checked again before the cluster is created.`,
        },
      ];
    default:
      return [];
  }
}

function asSentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
