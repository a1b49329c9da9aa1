import { Flex } from '@backstage/ui';
import { Placeholder } from '../components';
import { PlanApproval, PlanCost, PlanError, PlanFindings } from '../plan';
import type { usePlan } from '../query';
import { useText } from '../translation';

/** Approximate height of the plan, so that the dialog does not jump when it appears. Pixels. */
const PLAN_HEIGHT = 180;

/** What an extension that needs an approval costs, and who approves it, or why it is refused. */
export function ExtensionPlan(props: ReturnType<typeof usePlan>) {
  const t = useText();
  const { plan, error, isStale, refetch } = props;
  if (error && !isStale) {
    return (
      <PlanError
        error={error}
        remedy={t('actions.extensionPlanRemedy')}
        onRetry={refetch}
      />
    );
  }
  if (!plan || isStale) {
    return (
      <Placeholder
        width="100%"
        height={PLAN_HEIGHT}
        aria-label={t('form.planLoading')}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      <PlanFindings plan={plan} />
      {plan.cost && <PlanCost cost={plan.cost} plan={plan} />}
      {plan.outcome === 'acceptable' && (
        <PlanApproval approval={plan.approval} />
      )}
    </Flex>
  );
}

/** Whether the plan is of the present choice, and can be requested. */
export function isRequestable({
  plan,
  error,
  isStale,
}: ReturnType<typeof usePlan>): boolean {
  return !error && !isStale && plan?.outcome === 'acceptable';
}
