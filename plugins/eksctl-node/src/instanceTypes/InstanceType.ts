/**
 * An EC2 instance type.
 *
 * @public
 */
export type InstanceType = {
  name: string;
  vcpu: number;
  memoryMib: number;
  architecture: 'amd64' | 'arm64';
  gpus: number;
  /** The model of its GPUs or other accelerators: `l4`, `inferentia2`. */
  accelerator?: string;
  maxPods: number;
  /** On-demand Linux price in us-east-1, in micro-dollars (1e-6 USD) per hour. */
  hourlyMicroUsd: number | undefined;
};
