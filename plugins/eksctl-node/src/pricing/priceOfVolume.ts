import { VolumeShape } from '../model/clusterShape';
import { parseUsd } from '../util/money';
import { DiskPrice, PriceTable } from './types';

/**
 * The monthly cost of a volume.
 *
 * @returns micro-dollars; undefined if the volume or the price table is incomplete
 */
export function priceOfVolume(
  { type, sizeGb, iops, throughput }: VolumeShape,
  { disks }: PriceTable,
): number | undefined {
  const price = Object.hasOwn(disks, type) ? disks[type] : undefined;
  const numbers = [sizeGb, iops, throughput];
  if (!price || !sizeGb || numbers.some(isNegative)) {
    return undefined;
  }
  const forIops = priceOfIops(price.iops, iops);
  const forThroughput = priceOfThroughput(price.throughput, throughput);
  return forIops === undefined || forThroughput === undefined
    ? undefined
    : parseUsd(price.gbMonthly) * sizeGb + forIops + forThroughput;
}

function isNegative(number: number | undefined): boolean {
  return number !== undefined && number < 0;
}

function priceOfIops(
  price: DiskPrice['iops'],
  iops: number | undefined,
): number | undefined {
  if (!price) {
    return iops === undefined ? 0 : undefined;
  }
  if (iops === undefined) {
    return price.included > 0 ? 0 : undefined;
  }
  let priced = price.included;
  let sum = 0;
  for (const { upTo = Infinity, monthly } of price.tiers) {
    const count = Math.max(0, Math.min(iops, upTo) - priced);
    sum += count * parseUsd(monthly);
    priced += count;
  }
  return sum;
}

function priceOfThroughput(
  price: DiskPrice['throughput'],
  throughput: number | undefined,
): number | undefined {
  if (!price) {
    return throughput === undefined ? 0 : undefined;
  }
  const beyond = Math.max(0, (throughput ?? 0) - price.included);
  return beyond * parseUsd(price.monthly);
}
