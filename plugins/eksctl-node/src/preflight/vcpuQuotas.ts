import { QuotaRef } from './types';

/** A quota that instances of some families count against, in vCPUs. */
type VcpuQuota = {
  families: RegExp;
  name: string;
  onDemand: string;
  spot: string;
};

/** Codes are those of Service Quotas for the service `ec2`; families are those in the names of the quotas. */
const vcpuQuotas: VcpuQuota[] = [
  {
    families: /^(?:a|c|d|h|i|im|is|m|r|t|z)\d/,
    name: 'Standard',
    onDemand: 'L-1216C47A',
    spot: 'L-34B43A08',
  },
  {
    families: /^(?:g|gr|vt)\d/,
    name: 'G and VT',
    onDemand: 'L-DB2E81BA',
    spot: 'L-3819A6DF',
  },
  {
    families: /^p\d/,
    name: 'P',
    onDemand: 'L-417A185B',
    spot: 'L-7212CCBC',
  },
  {
    families: /^inf\d/,
    name: 'Inf',
    onDemand: 'L-1945791B',
    spot: 'L-B5D1601B',
  },
  {
    families: /^x\d/,
    name: 'X',
    onDemand: 'L-7295265B',
    spot: 'L-E3A00192',
  },
  {
    families: /^f\d/,
    name: 'F',
    onDemand: 'L-74FC7D96',
    spot: 'L-88CF9481',
  },
];

/** The code of the quota that an instance counts against; undefined for unknown families. */
export function vcpuQuotaOf(
  instanceType: string,
  options: { spot: boolean },
): string | undefined {
  const quota = vcpuQuotas.find(({ families }) => families.test(instanceType));
  return options.spot ? quota?.spot : quota?.onDemand;
}

/** The display name of what a quota limits. */
export function vcpuQuotaName(code: string): string {
  for (const { name, onDemand, spot } of vcpuQuotas) {
    if (code === onDemand || code === spot) {
      return `${name} ${code === spot ? 'Spot' : 'On-Demand'} vCPUs`;
    }
  }
  return 'vCPUs';
}

export function vcpuQuotaRef(code: string): QuotaRef {
  return { service: 'ec2', code };
}
