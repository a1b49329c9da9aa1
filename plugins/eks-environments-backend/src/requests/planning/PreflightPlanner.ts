import type { Finding } from 'backstage-plugin-eks-environments-common';
import type { PreflightCheck } from 'backstage-plugin-eksctl-node';
import type { Planner } from '../Planner';
import type { PlannedRequest } from '../RequestPlanner';
import { idInTags } from '../../database/idInTags';
import { withFindings } from './withFindings';
import type { PlanPreflight } from '../../preflight/PlanPreflight';

/**
 * Plans with a preflight against AWS before anybody is asked to approve.
 *
 * @remarks
 *
 * What can never be created is refused. A quota without room is shown and refuses nothing: it may have room when the request is approved,
 * and is checked again then, before eksctl starts.
 */
export class PreflightPlanner implements Planner {
  readonly #planner: Planner;
  readonly #preflight: Pick<PlanPreflight, 'look'>;
  readonly #installation: string;

  constructor(options: {
    planner: Planner;
    preflight: Pick<PlanPreflight, 'look'>;
    /** The installation in the ownership tags. */
    installation: string;
  }) {
    this.#planner = options.planner;
    this.#preflight = options.preflight;
    this.#installation = options.installation;
  }

  async plan(...request: Parameters<Planner['plan']>): Promise<PlannedRequest> {
    const planned = await this.#planner.plan(...request);
    const { config, resolved } = planned;
    const { account, region, clusterName, revised } = resolved;
    if (!config || !account || !region) {
      return planned;
    }
    const checks = await this.#preflight.look({
      account,
      region,
      clusterName,
      config,
      revises: revised && {
        ...revised,
        resourceRef: revised.cluster_name,
        tagId: idInTags(revised),
        installation: this.#installation,
      },
    });
    const checked = withFindings(planned, refusalsOf(checks));
    return { ...checked, plan: { ...checked.plan, checks } };
  }
}

function refusalsOf(checks: PreflightCheck[]): Finding[] {
  return checks
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ message, remedy }) => ({
      severity: 'error',
      code: 'preflight',
      message: remedy ? `${message}. ${remedy}` : message,
    }));
}
