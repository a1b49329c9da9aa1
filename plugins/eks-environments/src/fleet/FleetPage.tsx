import { Container, Flex } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import {
  PageHeader,
  RequestError,
  SkeletonRows,
  WriteError,
} from '../components';
import { useText } from '../translation';
import { BlueprintProblemsCard } from './BlueprintProblemsCard';
import { BreakersCard } from './BreakersCard';
import { DueDeletionsCard } from './DueDeletionsCard';
import { ExecutorsCard } from './ExecutorsCard';
import { FindingsCard } from './FindingsCard';
import { FleetActions } from './FleetActions';
import { useFleet, useReconcile } from './fleetQueries';
import { HealthCard } from './HealthCard';
import { ReconciliationsCard } from './ReconciliationsCard';
import { PausesCard } from './PausesCard';
import { StuckMessagesCard } from './StuckMessagesCard';

/** The results of reconciliation, the health of the clusters, and pauses and circuit breakers. */
export function FleetPage() {
  const t = useText();
  const { data, error, refetch } = useFleet();
  const reconcile = useReconcile();
  const isReconciling =
    reconcile.isPending ||
    data?.reconciliations.some(({ inProgress }) => inProgress) === true;
  return (
    <>
      <PageHeader
        title={t('pages.fleet')}
        customActions={
          data?.manageable && (
            <FleetActions
              fleet={data}
              isReconciling={isReconciling}
              onReconcile={() => reconcile.mutate()}
            />
          )
        }
      />
      <Container pb="6">
        <Flex direction="column" gap="4">
          <WriteError what={t('fleet.toReconcile')} error={reconcile.error} />
          {data ? (
            <FleetCards fleet={data} />
          ) : (
            <FleetMissing error={error} onRetry={refetch} />
          )}
        </Flex>
      </Container>
    </>
  );
}

function FleetCards({ fleet }: { fleet: Fleet }) {
  return (
    <>
      <FindingsCard fleet={fleet} />
      <BlueprintProblemsCard fleet={fleet} />
      <StuckMessagesCard fleet={fleet} />
      <HealthCard fleet={fleet} />
      <BreakersCard manageable={fleet.manageable} />
      <PausesCard fleet={fleet} />
      <DueDeletionsCard />
      <ExecutorsCard fleet={fleet} />
      <ReconciliationsCard fleet={fleet} />
    </>
  );
}

function FleetMissing(props: { error: Error | null; onRetry(): void }) {
  const t = useText();
  const { error, onRetry } = props;
  return error ? (
    <RequestError what={t('fleet.the')} error={error} onRetry={onRetry} />
  ) : (
    <SkeletonRows rows={4} height={120} />
  );
}
