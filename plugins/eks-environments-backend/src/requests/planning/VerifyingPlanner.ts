import type { ProvisionerVerificationInput } from 'backstage-plugin-eks-environments-node';
import { type ProvisionerRegistry, toProvisioned } from '../../provisioners';
import type { PlannedRequest } from '../RequestPlanner';
import type { Planner } from '../Planner';
import { withFindings } from './withFindings';

/** Plans with the provisioner's checks against the outside world, before anybody is asked to approve. */
export class VerifyingPlanner implements Planner {
  readonly #options: {
    planner: Planner;
    provisioners: ProvisionerRegistry;
    installation: string;
    purpose: ProvisionerVerificationInput['purpose'];
  };

  constructor(options: {
    planner: Planner;
    provisioners: ProvisionerRegistry;
    /** The installation in the ownership tags. */
    installation: string;
    /** What the plans are for. */
    purpose: ProvisionerVerificationInput['purpose'];
  }) {
    this.#options = options;
  }

  async plan(...request: Parameters<Planner['plan']>): Promise<PlannedRequest> {
    const { planner, provisioners, purpose } = this.#options;
    const planned = await planner.plan(...request);
    const { plan, config: spec, resolved } = planned;
    const { account, region, blueprint, clusterName, environmentId } = resolved;
    const provisioner = provisioners.get(blueprint.provisioner);
    if (!provisioner.verify || !spec || !account || !region) {
      return planned;
    }
    const { findings, ...shown } = await provisioner.verify({
      blueprint,
      spec,
      account,
      region,
      resourceRef: clusterName,
      isRefused: plan.outcome === 'refused',
      generatedNames: [clusterName, environmentId],
      revises:
        resolved.revised && toProvisioned(resolved.revised, this.#options),
      purpose,
    });
    const checked = withFindings(planned, findings);
    return { ...checked, plan: { ...checked.plan, ...shown } };
  }
}
