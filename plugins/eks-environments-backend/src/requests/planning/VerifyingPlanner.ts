import { toError } from '@backstage/errors';
import type {
  ProvisionerVerification,
  ProvisionerVerificationInput,
} from 'backstage-plugin-eks-environments-node';
import {
  type BoundedProvisioner,
  type ProvisionerRegistry,
  toProvisioned,
} from '../../provisioners';
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
    const { plan, build, resolved } = planned;
    const { account, region, blueprint, clusterName, environmentId } = resolved;
    const provisioner = provisioners.get(blueprint.provisioner);
    if (
      !provisioner.verify ||
      build.kind === 'refused' ||
      !account ||
      !region
    ) {
      return planned;
    }
    const { findings, ...shown } = await verifySafely(provisioner, {
      blueprint,
      spec: build.spec,
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

/** What could not be verified is a warning for whoever decides: the creation is checked again, and asks the outside world anyway. */
async function verifySafely(
  { verify, title }: BoundedProvisioner,
  input: ProvisionerVerificationInput,
): Promise<ProvisionerVerification> {
  try {
    return (await verify?.(input)) ?? { findings: [] };
  } catch (error) {
    const { message } = toError(error);
    return {
      findings: [
        {
          severity: 'warning',
          code: 'not-verified',
          params: { provisioner: title },
          message: `${title} could not check this plan against the outside world: ${message}`,
        },
      ],
    };
  }
}
