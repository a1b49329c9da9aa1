import { Link, Text } from '@backstage/ui';
import { RiCloseCircleFill } from '@remixicon/react';
import {
  formatEntityName,
  type QuotaEffect,
} from 'backstage-plugin-eks-environments-common';
import { Meter, ScopeName } from '../components';
import { formatQuantity } from '../quotaDimensions';
import { searchForUsers } from '../quotaLink';
import { usePageRoute } from '../usePageRoute';
import styles from './PlanCard.module.css';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';

/** The usage of each quota before and after, as bars; the addition is hatched. */
export function PlanQuota(props: { effects: QuotaEffect[] }) {
  const t = useText();
  const scopes = [...new Set(props.effects.map(({ scope }) => scope))];
  if (scopes.length === 0) {
    return undefined;
  }
  return (
    <PlanSection title={t('plan.quota')}>
      {scopes.map(scope => (
        <div key={scope} className={styles.scope}>
          <Text as="p" weight="bold">
            <ScopeName scope={scope} />
          </Text>
          <ul className={styles.effects}>
            {props.effects
              .filter(effect => effect.scope === scope)
              .map(effect => (
                <QuotaEffectRow key={effect.dimension} effect={effect} />
              ))}
          </ul>
        </div>
      ))}
    </PlanSection>
  );
}

function QuotaEffectRow(props: { effect: QuotaEffect }) {
  const t = useText();
  const quotas = usePageRoute('quotas');
  const { scope, title, unit, before, after, limit, exceeded, source } =
    props.effect;
  const quantity = (amount: number) => formatQuantity(unit, amount, t);
  const words = {
    before: quantity(before),
    after: quantity(after),
    limit: quantity(limit),
  };
  return (
    <li className={styles.effect}>
      <span>{title}</span>
      <Meter
        label={t('plan.quotaOf', { title, scope: formatEntityName(scope) })}
        used={before}
        reserved={after - before}
        limit={limit}
        valueText={t('plan.quotaSpoken', words)}
      />
      <span className={styles.number} title={t('plan.limit', { source })}>
        {t('plan.quotaChange', words)}
        {exceeded && (
          <span className={styles.exceeded}>
            <RiCloseCircleFill aria-hidden="true" size={14} />{' '}
            {t('plan.overLimit')}
          </span>
        )}
        {exceeded && quotas && (
          <Link href={`${quotas}${searchForUsers(scope)}`}>
            {t('plan.whatUsesIt')}
          </Link>
        )}
      </span>
    </li>
  );
}
