import { Select } from '@backstage/ui';
import type {
  Environment,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, RequestError, SkeletonRows } from '../components';
import { formatLocal } from '../format';
import { useOperations } from '../query';
import { operationPresentations } from '../states';
import { LogCard } from './log';
import { ProgressCard } from './ProgressCard';

/** The parameter of the URL that picks an operation. */
export const OPERATION_PARAMETER = 'operation';

/** Progress and log of the present operation, or of an older one that was picked. */
export function OperationSection(props: { environment: Environment }) {
  const { environment } = props;
  const { data, error, refetch } = useOperations(environment.id);
  const [params, setParams] = useSearchParams();
  const operations = withPresent(data?.items ?? [], environment.operation);
  const operation =
    operations.find(({ id }) => id === params.get(OPERATION_PARAMETER)) ??
    operations[0];

  if (!operation && !data) {
    return error ? (
      <RequestError what="the operations" error={error} onRetry={refetch} />
    ) : (
      <SkeletonRows rows={4} height={48} />
    );
  }
  if (!operation) {
    return environment.state === 'Queued' ? (
      <EmptyState
        title="Nothing has been done yet"
        description="The engine takes it up as soon as it has a free hand."
      />
    ) : (
      <EmptyState
        title="It was not built here"
        description="The cluster stood already when it became an environment. What the engine does with it appears here."
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
          label="Operation"
          options={operations.map(candidate => ({
            id: candidate.id,
            label: formatOperation(candidate),
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

// The environment's own copy is the live one; the list may be a poll behind.
function withPresent(
  operations: Operation[],
  present: Operation | undefined,
): Operation[] {
  return present
    ? [present, ...operations.filter(({ id }) => id !== present.id)]
    : operations;
}

function formatOperation({ title, state, createdAt }: Operation): string {
  const { label } = operationPresentations[state];
  return `${title} · ${label} · ${formatLocal(createdAt)}`;
}
