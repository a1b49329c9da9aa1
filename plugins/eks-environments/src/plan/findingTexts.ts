import type { Finding, Plan } from 'backstage-plugin-eks-environments-common';
import { formatLongDuration } from '../format';
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
  return translateCode(
    { code: `finding.${code}`, params: inWords(params, t), message: text },
    t,
  );
}

const DURATION = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** Parameters with durations in words. */
function inWords(
  params: Finding['params'],
  t: Translate,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries<unknown>(params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' && DURATION.test(value)
        ? formatLongDuration(value, t)
        : value,
    ]),
  );
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
