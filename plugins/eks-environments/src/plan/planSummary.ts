import {
  type Finding,
  type Plan,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import { formatMoney } from '../format';
import { type Translate, translateCode } from '../translation';
import { fieldLabel, type FieldTitles } from './fieldTitles';

const severities: Finding['severity'][] = ['error', 'warning', 'info'];

/** Findings, most severe first. */
export function sortedFindings(plan: Pick<Plan, 'findings'>): Finding[] {
  return [...plan.findings].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** The message of a finding whose field is displayed beside it: without the field's name at the start. */
export function messageBesideField(
  { code, params, field, message }: Finding,
  t: Translate,
): string {
  const text =
    field && message.startsWith(`${field}: `)
      ? message.slice(field.length + 2)
      : message;
  return translateCode({ code: `finding.${code}`, params, message: text }, t);
}

/** A finding as one sentence that names its field. */
export function findingText(
  finding: Finding,
  t: Translate,
  titles?: FieldTitles,
): string {
  const message = messageBesideField(finding, t);
  return finding.field
    ? `${fieldLabel(finding.field, titles)}: ${message}`
    : message;
}

/** A plan in one sentence, as in `$0.43/h, $31 for the lease, approved by policy`. */
export function planSummary(
  plan: Plan,
  t: Translate,
  titles?: FieldTitles,
): string {
  if (plan.outcome === 'refused') {
    const problems = plan.findings
      .filter(isRefusal)
      .map(finding => findingText(finding, t, titles));
    return [t('plan.refused'), ...problems].join('. ');
  }
  const { cost } = plan;
  const isLowerBound = cost !== undefined && cost.unpriced.length > 0;
  const costs = cost && [
    formatMoney(cost.hourly.desired, t, { period: 'hour', isLowerBound }),
    formatMoney(cost.lease.desired, t, { period: 'lease', isLowerBound }),
  ];
  const approval =
    plan.approval.mode === 'automatic'
      ? t('plan.byPolicy')
      : t('plan.needsApproval');
  return [...(costs ?? []), approval].join(', ');
}
