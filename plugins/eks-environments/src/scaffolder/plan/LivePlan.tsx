import { Alert, Skeleton } from '@backstage/ui';
import { useEffect } from 'react';
import { ErrorPanel, RequestError } from '../../components';
import { PlanCard, fieldLabel, planSummary, useFieldTitles } from '../../plan';
import type { FormRequest } from './requestInputFromForm';
import { usePlan } from './usePlan';

/** Roughly the height of a plan, so that the form does not jump when it comes. Pixels. */
const PLAN_HEIGHT = 420;

/** The plan of what the form says now. */
export function LivePlan(props: {
  blueprint: { name: string; version?: number };
  request: FormRequest;
  /** Told the plan in one sentence after each render; undefined while there is none. */
  onSummary(summary: string | undefined): void;
}) {
  const { request, blueprint, onSummary } = props;
  const titles = useFieldTitles(blueprint);
  const input = request.status === 'complete' ? request.input : undefined;
  const { plan, error, isStale, refetch } = usePlan(input);

  const summary = input && plan && planSummary(plan, titles);
  useEffect(() => onSummary(summary));

  if (request.status === 'incomplete') {
    const missing = request.missing.map(field => fieldLabel(field, titles));
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={`The plan comes as soon as these are filled in: ${missing.join(
          ', ',
        )}`}
      />
    );
  }
  if (error) {
    return <PlanError error={error} onRetry={refetch} />;
  }
  return plan ? (
    <PlanCard plan={plan} titles={titles} isStale={isStale} />
  ) : (
    <Skeleton width="100%" height={PLAN_HEIGHT} aria-label="Loading the plan" />
  );
}

/** The service says itself what is wrong with a request; all else is trouble with the service. */
function PlanError(props: { error: Error; onRetry(): void }) {
  const { error, onRetry } = props;
  return ['InputError', 'NotAllowedError', 'ConflictError'].includes(
    error.name,
  ) ? (
    <ErrorPanel
      title={error.message}
      remedy="Change the form; the plan follows by itself."
    />
  ) : (
    <RequestError what="the plan" error={error} onRetry={onRetry} />
  );
}
