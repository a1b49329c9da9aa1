import { Text } from '@backstage/ui';
import type { Plan } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';
import { StepApprovers } from './StepApprovers';

/** Whether policy approves automatically, or who has to approve, step by step, and why. */
export function PlanApproval(props: { approval: Plan['approval'] }) {
  const t = useText();
  const { mode, rule, steps } = props.approval;
  return (
    <PlanSection title={t('plan.approval')}>
      {mode === 'automatic' ? (
        <Text as="p">{rule}</Text>
      ) : (
        <>
          {steps.map((step, index) => (
            <Text as="p" key={index}>
              {t(index === 0 ? 'plan.needs' : 'plan.then', {
                approvers: <StepApprovers {...step} />,
              })}
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
