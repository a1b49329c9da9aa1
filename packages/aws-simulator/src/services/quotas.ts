import { AwsError } from '../server/AwsError';
import { Output } from '../server/protocols';
import { WorldState } from '../world/model';
import { QUOTAS, quotaValue } from '../world/quotas';
import { JsonActions } from './service';

function quotaOutput(
  state: WorldState,
  quota: (typeof QUOTAS)[number],
): Output {
  return {
    ServiceCode: quota.service,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: quotaValue(state, quota.code),
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
  };
}

/** Actions of Service Quotas. */
export const SERVICE_QUOTAS: JsonActions = {
  ListServiceQuotas: ({ world }, body) => ({
    Quotas: QUOTAS.filter(quota => quota.service === body.ServiceCode).map(
      quota => quotaOutput(world.state, quota),
    ),
  }),

  GetServiceQuota: ({ world }, body) => {
    const quota = QUOTAS.find(
      item => item.service === body.ServiceCode && item.code === body.QuotaCode,
    );
    if (!quota) {
      throw new AwsError(
        400,
        'NoSuchResourceException',
        'The request failed because the specified quota does not exist.',
      );
    }
    return { Quota: quotaOutput(world.state, quota) };
  },
};
