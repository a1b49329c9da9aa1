import type { ProvisionerPower } from 'backstage-plugin-eks-environments-node';
import type { PriceTable } from 'backstage-plugin-eksctl-node';
import { failureOfError } from '../failures/failureOfError';
import type { ProcedureOptions } from '../procedures/ProcedureOptions';
import { hibernateCluster } from './hibernateCluster';
import { hibernationSupport } from './hibernationSupport';
import { hibernatePhases, resumePhases } from './phases';
import { resumeCluster } from './resumeCluster';

/** How clusters are hibernated and resumed: by the sizes of their node groups. It needs no eksctl. */
export function eksctlPower(
  options: ProcedureOptions & { prices: PriceTable },
): ProvisionerPower {
  return {
    supports: hibernationSupport,
    hibernate: {
      phases: hibernatePhases,
      classifyError: failureOfError,
      run: context => hibernateCluster(context, options),
    },
    resume: {
      phases: resumePhases,
      classifyError: failureOfError,
      run: context => resumeCluster(context, options),
    },
  };
}
