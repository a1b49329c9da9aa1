import { readFileSync } from 'node:fs';
import { packageFile } from '../util/packageFile';
import { parseUsd } from '../util/money';
import { InstanceType } from './InstanceType';

/**
 * Source of the built-in instance types and prices: on-demand Linux prices of us-east-1, from Karpenter's generated lists
 * (https://github.com/aws/karpenter-provider-aws, Apache-2.0).
 */
export const INSTANCE_PRICES = {
  date: '2026-07-20',
  region: 'us-east-1',
  source: 'Karpenter’s generated lists of on-demand prices',
};

let instanceTypes: ReadonlyMap<string, InstanceType> | undefined;

/**
 * An EC2 instance type by its name, such as `m7i.large`.
 *
 * @public
 */
export function findInstanceType(name: string): InstanceType | undefined {
  instanceTypes ??= read();
  return instanceTypes.get(name);
}

function read(): Map<string, InstanceType> {
  const text = readFileSync(
    packageFile('data', 'ec2-instance-types.csv'),
    'utf8',
  );
  const [, ...rows] = text.trim().split('\n');
  return new Map(
    rows.map(row => {
      const [name, vcpu, memory, architecture, gpus, accelerator, pods, price] =
        row.trim().split(',');
      return [
        name,
        {
          name,
          vcpu: Number(vcpu),
          memoryMib: Number(memory),
          architecture: architecture === 'arm64' ? 'arm64' : 'amd64',
          gpus: Number(gpus),
          accelerator: accelerator || undefined,
          maxPods: Number(pods),
          hourlyMicroUsd: price ? parseUsd(price) : undefined,
        },
      ];
    }),
  );
}
