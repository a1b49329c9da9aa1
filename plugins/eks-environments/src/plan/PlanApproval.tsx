import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { PlanSection } from './PlanSection';

/** Whether policy approves by itself or which person may, and why. */
export function PlanApproval(props: { approval: Plan['approval'] }) {
  const { mode, rule, approvers } = props.approval;
  return (
    <PlanSection title="Approval">
      {mode === 'automatic' ? (
        <Text as="p">{rule}</Text>
      ) : (
        <>
          <Text as="p">
            {approvers.length > 0 ? (
              <>
                Needs one of <EntityRefLinks entityRefs={approvers} />
              </>
            ) : (
              'Needs a person with the right to decide'
            )}
          </Text>
          <Text as="p" color="secondary">
            {rule}
          </Text>
        </>
      )}
    </PlanSection>
  );
}
