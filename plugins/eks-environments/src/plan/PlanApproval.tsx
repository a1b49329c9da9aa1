import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { PlanSection } from './PlanSection';
import { StepApprovers } from './StepApprovers';

/** Whether policy approves by itself or which people have to, one step after the other, and why. */
export function PlanApproval(props: { approval: Plan['approval'] }) {
  const { mode, rule, steps } = props.approval;
  return (
    <PlanSection title="Approval">
      {mode === 'automatic' ? (
        <Text as="p">{rule}</Text>
      ) : (
        <>
          {steps.map((step, index) => (
            <Text as="p" key={index}>
              {index === 0 ? 'Needs' : 'Then'} <StepApprovers {...step} />
            </Text>
          ))}
          <Text as="p" color="secondary">
            {rule}
          </Text>
        </>
      )}
    </PlanSection>
  );
}
