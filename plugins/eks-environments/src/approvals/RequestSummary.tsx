import { Text } from '@backstage/ui';
import {
  formatEntityName,
  type Plan,
  type QuotaEffect,
} from 'backstage-plugin-eks-environments-common';
import type { ReactNode } from 'react';
import { MoneyText } from '../components';
import { asSentence, type MoneyPeriod } from '../format';
import { costPeriod, findingText, sizeText, type FieldTitles } from '../plan';
import { formatQuantity } from '../quotaDimensions';
import { type Translate, useText } from '../translation';
import styles from './RequestSummary.module.css';

/** What a decision depends on, at a glance: cost, size, the quota with the least room, and warnings. */
export function RequestSummary(props: { plan: Plan; titles: FieldTitles }) {
  const t = useText();
  const { plan, titles } = props;
  const quota = tightestQuota(plan.quota);
  const warnings = warningsOf(plan, t, titles);
  return (
    <dl className={styles.strip}>
      {plan.cost && (
        <Fact label={t('plan.cost')}>
          <PlanMoney cost={plan.cost} period={costPeriod(plan)} />
        </Fact>
      )}
      {plan.size && (
        <Fact label={t('plan.size')}>{sizeText(plan.size, t)}</Fact>
      )}
      {quota && (
        <Fact label={t('approvals.tightestQuota')} isAlarming={quota.exceeded}>
          {formatQuota(quota, t)}
        </Fact>
      )}
      <Fact
        label={t('approvals.warnings', { count: warnings.length })}
        isAlarming={warnings.length > 0}
      >
        {warnings.length === 0
          ? t('approvals.none')
          : warnings.map(text => (
              <Text as="p" key={text}>
                {text}
              </Text>
            ))}
      </Fact>
    </dl>
  );
}

function Fact(props: {
  label: string;
  isAlarming?: boolean;
  children: ReactNode;
}) {
  const { label, isAlarming, children } = props;
  return (
    <div className={styles.fact} data-alarming={isAlarming || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PlanMoney(props: {
  cost: NonNullable<Plan['cost']>;
  period: MoneyPeriod;
}) {
  const { cost, period } = props;
  const isLowerBound = cost.unpriced.length > 0;
  return (
    <>
      <MoneyText
        value={cost.hourly.desired}
        period="hour"
        isLowerBound={isLowerBound}
      />
      {' · '}
      <MoneyText
        value={cost.lease.desired}
        period={period}
        isLowerBound={isLowerBound}
      />
    </>
  );
}

/** The quota of which the largest share is taken once the request is approved. */
function tightestQuota(effects: QuotaEffect[]): QuotaEffect | undefined {
  const share = ({ after, limit }: QuotaEffect) =>
    limit > 0 ? after / limit : Infinity;
  return [...effects].sort((a, b) => share(b) - share(a)).at(0);
}

function formatQuota(effect: QuotaEffect, t: Translate): string {
  const { title, scope, unit, before, after, limit } = effect;
  const quantity = (amount: number) => formatQuantity(unit, amount, t);
  return t('approvals.quotaOf', {
    title,
    scope:
      scope === 'everyone' ? t('common.everyone') : formatEntityName(scope),
    change: t('plan.quotaChange', {
      before: quantity(before),
      after: quantity(after),
      limit: quantity(limit),
    }),
  });
}

function warningsOf(plan: Plan, t: Translate, titles: FieldTitles): string[] {
  const findings = plan.findings
    .filter(({ severity }) => severity !== 'info')
    .map(finding => findingText(finding, t, titles));
  const checks = (plan.checks ?? [])
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'warning')
    .map(({ message }) => message);
  return [...new Set([...findings, ...checks])].map(asSentence);
}
