import { Container, Flex, Header } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { RequestError, SkeletonRows } from '../components';
import { BreakersCard } from './BreakersCard';
import { DueDeletionsCard } from './DueDeletionsCard';
import { FindingsCard } from './FindingsCard';
import { FleetActions } from './FleetActions';
import { useFleet } from './fleetQueries';
import { HealthCard } from './HealthCard';
import { LooksCard } from './LooksCard';
import { PausesCard } from './PausesCard';

/** Whether AWS holds what the records say, how the clusters do, and what of the engine's work is held back. */
export function FleetPage() {
  const { data, error, refetch } = useFleet();
  return (
    <>
      <Header
        title="Fleet"
        customActions={data?.manageable && <FleetActions fleet={data} />}
      />
      <Container pb="6">
        {data ? (
          <FleetCards fleet={data} />
        ) : (
          <FleetMissing error={error} onRetry={refetch} />
        )}
      </Container>
    </>
  );
}

function FleetCards({ fleet }: { fleet: Fleet }) {
  return (
    <Flex direction="column" gap="4">
      <FindingsCard fleet={fleet} />
      <HealthCard fleet={fleet} />
      <BreakersCard manageable={fleet.manageable} />
      <PausesCard fleet={fleet} />
      <DueDeletionsCard />
      <LooksCard fleet={fleet} />
    </Flex>
  );
}

function FleetMissing(props: { error: Error | null; onRetry(): void }) {
  const { error, onRetry } = props;
  return error ? (
    <RequestError what="the fleet" error={error} onRetry={onRetry} />
  ) : (
    <SkeletonRows rows={4} height={120} />
  );
}
