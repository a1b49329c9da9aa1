import { AwsError } from '../server/AwsError';
import { Output } from '../server/protocols';
import { JsonActions } from './service';

const QUOTAS = [
  { service: 'vpc', code: 'L-F678F1CE', name: 'VPCs per Region', value: 50 },
  {
    service: 'vpc',
    code: 'L-A4707A72',
    name: 'Internet gateways per Region',
    value: 50,
  },
  {
    service: 'vpc',
    code: 'L-FE5A380F',
    name: 'NAT gateways per Availability Zone',
    value: 50,
  },
  {
    service: 'ec2',
    code: 'L-0263D0A3',
    name: 'EC2-VPC Elastic IPs',
    value: 50,
  },
  {
    service: 'ec2',
    code: 'L-1216C47A',
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    value: 512,
  },
  { service: 'eks', code: 'L-1194D53C', name: 'Clusters', value: 100 },
] as const;

function quotaOutput(quota: (typeof QUOTAS)[number]): Output {
  return {
    ServiceCode: quota.service,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: quota.value,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
  };
}

/** Actions of Service Quotas. */
export const SERVICE_QUOTAS: JsonActions = {
  ListServiceQuotas: (_context, body) => ({
    Quotas: QUOTAS.filter(quota => quota.service === body.ServiceCode).map(
      quotaOutput,
    ),
  }),

  GetServiceQuota: (_context, body) => {
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
    return { Quota: quotaOutput(quota) };
  },
};
