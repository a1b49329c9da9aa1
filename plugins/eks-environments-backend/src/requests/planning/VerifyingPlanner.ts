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
import type {
  EnvironmentPlanner,
  PlanContext,
  PlanInput,
  PlannedEnvironment,
} from './types';
import { withFindings } from './withFindings';

/** Plans with the provisioner's checks against the outside world, before anybody is asked to approve. */
export class VerifyingPlanner implements EnvironmentPlanner {
  readonly #options: {
    planner: EnvironmentPlanner;
    provisioners: ProvisionerRegistry;
    installation: string;
  };

  constructor(options: {
    planner: EnvironmentPlanner;
    provisioners: ProvisionerRegistry;
    /** The installation in the ownership tags. */
    installation: string;
  }) {
    this.#options = options;
  }

  async plan(
    input: PlanInput,
    context: PlanContext,
  ): Promise<PlannedEnvironment> {
    const { planner, provisioners } = this.#options;
    const planned = await planner.plan(input, context);
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
      purpose: context.purpose,
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
