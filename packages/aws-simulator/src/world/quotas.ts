import { WorldState } from './model';

/** VPCs per region; the quota of a new AWS account is 5, most companies raise it. */
export const VPC_QUOTA = 'L-F678F1CE';

/** The AWS quotas that the simulator knows, with their default values. */
export const QUOTAS = [
  { service: 'vpc', code: VPC_QUOTA, name: 'VPCs per Region', value: 50 },
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
  {
    service: 'ec2',
    code: 'L-34B43A08',
    name: 'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests',
    value: 512,
  },
  {
    service: 'ec2',
    code: 'L-DB2E81BA',
    name: 'Running On-Demand G and VT instances',
    value: 0,
  },
  { service: 'eks', code: 'L-1194D53C', name: 'Clusters', value: 100 },
] as const;

/** The value of a quota in an account; settings of the world override the defaults. */
export function quotaValue({ quotas = {} }: WorldState, code: string): number {
  return quotas[code] ?? QUOTAS.find(quota => quota.code === code)?.value ?? 0;
}
