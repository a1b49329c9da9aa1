import type { PlanChange } from 'backstage-plugin-eks-environments-common';
import { Facts } from '../components';
import { formatDuration, formatLocal } from '../format';
import { type Translate, translateCode, useText } from '../translation';
import { PlanSection } from './PlanSection';

/** What a request changes on an environment: before and after. */
export function PlanChanges(props: { changes: PlanChange[] }) {
  const t = useText();
  const { changes } = props;
  if (changes.length === 0) {
    return undefined;
  }
  return (
    <PlanSection title={t('plan.changes')}>
      <Facts
        facts={changes.map(change => ({
          label: translateCode(
            { code: `change.${change.code}`, message: change.title },
            t,
          ),
          value: formatChange(change, t),
        }))}
      />
    </PlanSection>
  );
}

function formatChange(
  { before, after, format }: PlanChange,
  t: Translate,
): string {
  const show = (value: string) => formatValue(value, format, t);
  return before === undefined
    ? show(after)
    : t('plan.beforeAfter', { before: show(before), after: show(after) });
}

function formatValue(
  value: string,
  format: PlanChange['format'],
  t: Translate,
): string {
  switch (format) {
    case 'time':
      return formatLocal(value);
    case 'duration':
      return formatDuration(value, t);
    default:
      return value;
  }
}
