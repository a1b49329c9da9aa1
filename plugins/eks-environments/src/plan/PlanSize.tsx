import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';
import { sizeText } from './sizeText';

/** The initial and the largest size of the cluster, and additional parts of unknown size. */
export function PlanSize(props: { size: NonNullable<Plan['size']> }) {
  const t = useText();
  const { size } = props;
  return (
    <PlanSection title={t('plan.size')}>
      <Text as="p">{sizeText(size, t)}</Text>
      {size.unknown.length > 0 && (
        <Text as="p" color="secondary">
          {t('plan.notCounted', {
            subjects: size.unknown.map(({ subject }) => subject).join(', '),
          })}
        </Text>
      )}
    </PlanSection>
  );
}
