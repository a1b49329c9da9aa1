import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { PlanSection } from './PlanSection';
import { sizeText } from './sizeText';

/** How large the cluster is at the start and can become, and what comes on top that nobody can tell. */
export function PlanSize(props: { size: NonNullable<Plan['size']> }) {
  const { size } = props;
  return (
    <PlanSection title="Size">
      <Text as="p">{sizeText(size)}</Text>
      {size.unknown.length > 0 && (
        <Text as="p" color="secondary">
          Not counted: {size.unknown.map(({ subject }) => subject).join(', ')}
        </Text>
      )}
    </PlanSection>
  );
}
