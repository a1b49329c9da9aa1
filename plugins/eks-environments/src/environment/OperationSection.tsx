import { Select } from '@backstage/ui';
import {
  type Environment,
  isBeingBuilt,
  type Operation,
} from 'backstage-plugin-eks-environments-common';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, RequestError, SkeletonRows } from '../components';
import { formatLocal } from '../format';
import { useOperations } from '../query';
import { operationPresentations } from '../states';
import { type Translate, useText } from '../translation';
import { LogCard } from './log';
import { ProgressCard } from './ProgressCard';

/** The URL parameter that selects an operation. */
export const OPERATION_PARAMETER = 'operation';

/** Progress and log of the current operation, or of a selected earlier one. */
export function OperationSection(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { data, error, refetch } = useOperations(environment.id);
  const [params, setParams] = useSearchParams();
  const operations = withPresent(data?.items ?? [], environment.operation);
  const operation =
    operations.find(({ id }) => id === params.get(OPERATION_PARAMETER)) ??
    operations[0];

  if (!operation && !data) {
    return error ? (
      <RequestError
        what={t('environment.theOperations')}
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={4} height={48} />
    );
  }
  if (!operation) {
    return isBeingBuilt(environment.state) ? (
      <EmptyState
        title={t('environment.nothingDone')}
        description={t('environment.nothingDoneMeaning')}
      />
    ) : (
      <EmptyState
        title={t('environment.notBuiltHere')}
        description={t('environment.notBuiltHereMeaning')}
      />
    );
  }

  const pick = (id: string) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set(OPERATION_PARAMETER, id);
        return changed;
      },
      { replace: true },
    );
  return (
    <>
      {operations.length > 1 && (
        <Select
          label={t('environment.operation')}
          options={operations.map(candidate => ({
            id: candidate.id,
            label: formatOperation(candidate, t),
          }))}
          value={operation.id}
          onChange={id => pick(String(id))}
        />
      )}
      <ProgressCard
        operation={operation}
        deadline={environment.lease.deadline}
      />
      <LogCard environment={environment} operation={operation} />
    </>
  );
}

// The environment's own copy is live; the list may be one poll behind.
function withPresent(
  operations: Operation[],
  present: Operation | undefined,
): Operation[] {
  return present
    ? [present, ...operations.filter(({ id }) => id !== present.id)]
    : operations;
}

function formatOperation(
  { title, state, createdAt }: Operation,
  t: Translate,
): string {
  return t('environment.operationChoice', {
    title,
    state: t(operationPresentations[state].label),
    time: formatLocal(createdAt),
  });
}
