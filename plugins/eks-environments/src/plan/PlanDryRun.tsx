import { Text } from '@backstage/ui';
import { RiCheckboxCircleFill, RiLoader4Line } from '@remixicon/react';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import styles from './PlanCard.module.css';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';

/** Whether eksctl accepts the config. A finding explains a refusal or a check that could not be made. */
export function PlanDryRun(props: { verdict: Plan['dryRun'] }) {
  const t = useText();
  const { verdict } = props;
  if (verdict !== 'accepted' && verdict !== 'pending') {
    return undefined;
  }
  const isAccepted = verdict === 'accepted';
  return (
    <PlanSection title={t('plan.dryRun')}>
      <Text as="p" className={styles.verdict}>
        {isAccepted ? (
          <RiCheckboxCircleFill aria-hidden="true" size={16} />
        ) : (
          <RiLoader4Line aria-hidden="true" size={16} />
        )}
        {isAccepted ? t('plan.accepted') : t('plan.checking')}
      </Text>
    </PlanSection>
  );
}
