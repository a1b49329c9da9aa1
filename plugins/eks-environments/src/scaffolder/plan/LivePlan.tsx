import { Alert } from '@backstage/ui';
import { useEffect } from 'react';
import { Placeholder } from '../../components';
import {
  PlanCard,
  PlanError,
  fieldLabel,
  planReview,
  type PlanReview,
  useFieldTitles,
} from '../../plan';
import { useText } from '../../translation';
import type { FormRequest } from './requestInputFromForm';
import { usePlan } from '../../query';

/** Approximate height of a plan, so that the form does not jump when it appears. Pixels. */
const PLAN_HEIGHT = 420;

/** The plan for the current values of the form. */
export function LivePlan(props: {
  blueprint: { name: string; version?: number };
  request: FormRequest;
  /** Called with the plan in words after each render; empty while there is none. */
  onReview(review: PlanReview): void;
}) {
  const t = useText();
  const { request, blueprint, onReview } = props;
  const titles = useFieldTitles(blueprint);
  const input = request.status === 'complete' ? request.input : undefined;
  const { plan, error, isStale, refetch } = usePlan(input);

  const review =
    input && plan?.outcome === 'acceptable'
      ? planReview(plan, input.owner, t)
      : {};
  useEffect(() => onReview(review));

  if (request.status === 'incomplete') {
    const missing = request.missing.map(field => fieldLabel(field, titles));
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t('form.planMissing', { fields: missing.join(', ') })}
      />
    );
  }
  if (error) {
    return (
      <PlanError
        error={error}
        remedy={t('form.planRemedy')}
        onRetry={refetch}
      />
    );
  }
  return plan ? (
    <PlanCard plan={plan} titles={titles} isStale={isStale} />
  ) : (
    <Placeholder
      width="100%"
      height={PLAN_HEIGHT}
      aria-label={t('form.planLoading')}
    />
  );
}
