import {
  formatEntityName,
  type Money,
  type Plan,
  type PlanChange,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { RequestRow } from '../database';

/** A message is read on a phone; the page has the whole reason. */
const LONGEST_REASON = 300;

/** What an approver wants to know before they open the request, one line each. */
export function requestFacts(row: RequestRow): string[] {
  const { cost, lease, changes = [] }: Partial<Plan> = JSON.parse(row.plan);
  return [
    `From: ${formatEntityName(row.requester)}`,
    `Blueprint: ${row.blueprint_name}@${row.blueprint_version} in ${row.region}`,
    ...changes.map(changeText),
    ...(cost
      ? [`Cost: ${costText(cost, lease ? 'the lease' : 'this change')}`]
      : []),
    ...(lease ? [`Lease: ${durationText(lease.duration)}`] : []),
    ...(row.reason ? [`Reason: ${shortened(row.reason)}`] : []),
  ];
}

function changeText({ title, before, after, format }: PlanChange): string {
  const show = format === 'duration' ? durationText : String;
  return before === undefined
    ? `${title}: ${show(after)}`
    : `${title}: ${show(before)} → ${show(after)}`;
}

function costText(
  { hourly, lease, unpriced }: NonNullable<Plan['cost']>,
  what: string,
) {
  const text = `${moneyText(hourly.desired)} per hour, ${moneyText(
    lease.desired,
  )} for ${what}`;
  return unpriced.length > 0 ? `at least ${text}` : text;
}

function moneyText({ amount, currency }: Money): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(
    Number(amount),
  );
}

function durationText(iso: string): string {
  return Duration.fromISO(iso)
    .shiftTo('days', 'hours', 'minutes')
    .removeZeros()
    .toHuman();
}

function shortened(reason: string): string {
  const line = reason.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_REASON
    ? `${line.slice(0, LONGEST_REASON)}…`
    : line;
}
