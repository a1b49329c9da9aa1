import { InputError } from '@backstage/errors';
import {
  type CostEstimate,
  type Finding,
  formatEntityName,
  type Money,
  type Plan,
  type PlanChange,
  type QuotaEffect,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
// AWS prices are in US dollars, and the quota ledger adds them up without conversion.
const LEDGER_CURRENCY = 'USD';

/** A plan as lines of a task's log. */
export function describePlan(plan: Plan): string[] {
  const { blueprint, region, cost, lease, approval, quota, findings } = plan;
  const { changes } = plan;
  const where = region ? ` in ${region}` : '';
  const length = lease ? `, lease of ${describeDuration(lease.duration)}` : '';
  return [
    `Plan for ${blueprint.name}@${blueprint.version}${where}${length}`,
    ...changes.map(describeChange),
    ...(cost ? describeCost(cost, lease ? 'lease' : 'change') : []),
    ...quota.map(describeQuota),
    `Approval: ${approval.rule}`,
    ...findings.map(describeFinding),
  ];
}

function describeChange(change: PlanChange): string {
  const { title, before, after, format } = change;
  const show = (value: string) =>
    format === 'duration' ? describeDuration(value) : value;
  return before === undefined
    ? `${title}: ${show(after)}`
    : `${title}: ${show(before)} → ${show(after)}`;
}

function describeDuration(iso: string): string {
  return Duration.fromISO(iso, { locale: 'en' }).toHuman();
}

function describeCost(
  { hourly, lease, unpriced }: CostEstimate,
  period: 'lease' | 'change',
): string[] {
  const bound = unpriced.length > 0 ? 'at least ' : '';
  const both = (size: 'desired' | 'max') =>
    `${bound}${describeMoney(hourly[size])} per hour, ${bound}${describeMoney(
      lease[size],
    )} for ${period === 'lease' ? 'the lease' : 'this change'}`;
  return [
    `Cost: ${both('desired')}`,
    ...(hourly.max.amount === hourly.desired.amount
      ? []
      : [`Cost at the largest size: ${both('max')}`]),
    ...unpriced.map(
      ({ subject, reason }) =>
        `Not included in the cost: ${subject}: ${reason}`,
    ),
  ];
}

function describeQuota(effect: QuotaEffect): string {
  const { scope, title, unit, before, after, limit } = effect;
  const amount = (value: number) =>
    unit.kind === 'dollarsPerHour'
      ? `${describeMoney({
          amount: String(value),
          currency: LEDGER_CURRENCY,
        })}/h`
      : counts.format(value);
  return `Quota of ${formatEntityName(scope)}: ${title} ${amount(
    before,
  )} → ${amount(after)} of ${amount(limit)}`;
}

/** The log prefixes each line with its level, so an informational finding needs no label. */
function describeFinding({ severity, field, message }: Finding): string {
  const about = withField({ field, message });
  return severity === 'info' ? about : `${capitalized(severity)}: ${about}`;
}

/** Messages that start with their field do not name it twice. */
function withField({
  field,
  message,
}: Pick<Finding, 'field' | 'message'>): string {
  const isNamed =
    !field ||
    message.startsWith(`${field}: `) ||
    message.startsWith(`${field} `);
  return isNamed ? message : `${field}: ${message}`;
}

function describeMoney({ amount, currency }: Money): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(
    Number(amount),
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}

/** @throws InputError with all errors, if the plan would be refused */
export function assertAcceptable({ outcome, findings }: Plan): void {
  if (outcome === 'refused') {
    const errors = findings.filter(isRefusal).map(withField);
    throw new InputError(
      errors.length > 0
        ? errors.join('; ')
        : 'The request would be refused: it exceeds a quota',
    );
  }
}
