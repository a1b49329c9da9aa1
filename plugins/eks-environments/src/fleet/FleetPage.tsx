import { Container, Flex, Header } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { RequestError, SkeletonRows, WriteError } from '../components';
import { useText } from '../translation';
import { BlueprintProblemsCard } from './BlueprintProblemsCard';
import { BreakersCard } from './BreakersCard';
import { DueDeletionsCard } from './DueDeletionsCard';
import { ExecutorsCard } from './ExecutorsCard';
import { FindingsCard } from './FindingsCard';
import { FleetActions } from './FleetActions';
import { useFleet, useLookAgain } from './fleetQueries';
import { HealthCard } from './HealthCard';
import { LooksCard } from './LooksCard';
import { PausesCard } from './PausesCard';
import { StuckMessagesCard } from './StuckMessagesCard';

/** The results of reconciliation, the health of the clusters, and pauses and circuit breakers. */
export function FleetPage() {
  const t = useText();
  const { data, error, refetch } = useFleet();
  const lookAgain = useLookAgain();
  const isLooking =
    lookAgain.isPending || data?.looks.some(({ looking }) => looking) === true;
  return (
    <>
      <Header
        title={t('pages.fleet')}
        customActions={
          data?.manageable && (
            <FleetActions
              fleet={data}
              isLooking={isLooking}
              onLookAgain={() => lookAgain.mutate()}
            />
          )
        }
      />
      <Container pb="6">
        <Flex direction="column" gap="4">
          <WriteError what={t('fleet.toLookAgain')} error={lookAgain.error} />
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
      <LooksCard fleet={fleet} />
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
