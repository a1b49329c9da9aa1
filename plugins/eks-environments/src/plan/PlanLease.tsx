import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { formatDuration } from '../format';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';

/** How long a planned environment may exist. */
export function PlanLease(props: { lease: NonNullable<Plan['lease']> }) {
  const t = useText();
  const { duration, grace, maximumTotal } = props.lease;
  return (
    <PlanSection title={t('plan.lease')}>
      <Text as="p">
        {t('plan.leaseRules', {
          duration: formatDuration(duration, t),
          grace: formatDuration(grace, t),
          maximum: formatDuration(maximumTotal, t),
        })}
      </Text>
    </PlanSection>
  );
}
