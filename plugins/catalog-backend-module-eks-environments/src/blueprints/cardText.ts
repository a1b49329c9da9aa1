import {
  type Blueprint,
  formatEntityName,
  type LeaseRules,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';

/**
 * The description of a blueprint's template: what the blueprint says, and beneath it cost, lease and approval. The Scaffolder's cards
 * render Markdown.
 */
export function cardText(blueprint: Blueprint): string {
  const { description, lease, approval, size } = blueprint;
  const facts = [costText(size), leaseText(lease), approvalText(approval)];
  const line = facts.filter(fact => fact !== undefined).join(' · ');
  return `${description}\n\n**${line.charAt(0).toUpperCase()}${line.slice(
    1,
  )}**`;
}

function costText({ hourly, unpriced }: Blueprint['size']): string | undefined {
  const amount = Number(hourly?.amount);
  if (!hourly || !(amount > 0)) {
    return undefined;
  }
  const formatted = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: hourly.currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(amount);
  return unpriced?.length
    ? `at least ${formatted} per hour`
    : `${formatted} per hour`;
}

function leaseText(lease: LeaseRules): string {
  const [usual, longest] = [lease.default, lease.maximum].map(formatLease);
  return usual === longest ? usual : `${usual}, up to ${longest}`;
}

function formatLease(iso: string): string {
  return Duration.fromISO(iso)
    .shiftTo('days', 'hours', 'minutes')
    .removeZeros()
    .toHuman();
}

function approvalText({ mode, approvers }: Blueprint['approval']): string {
  if (mode === 'automatic') {
    return 'approved by policy';
  }
  return approvers?.length
    ? `approved by ${approvers.map(formatEntityName).join(' or ')}`
    : 'approved by a person';
}
