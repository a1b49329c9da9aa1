import { toDollars } from '../util/money';

/** Formats millionths of a dollar per hour, such as `$1.00 per hour`. */
export function formatHourly(micros: number): string {
  return `$${toDollars(micros).toFixed(2)} per hour`;
}
