import { Container, Flex } from '@backstage/ui';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import type { ReactNode } from 'react';
import {
  PageHeader,
  RequestError,
  SkeletonRows,
  WriteError,
} from '../components';
import { usePauses } from '../query';
import { useText } from '../translation';
import { BlueprintProblemsCard } from './BlueprintProblemsCard';
import { BreakersCard } from './BreakersCard';
import { DueDeletionsCard } from './DueDeletionsCard';
import { ExecutorsCard } from './ExecutorsCard';
import { FindingsCard } from './FindingsCard';
import { FleetActions } from './FleetActions';
import {
  useBreakers,
  useDueDeletions,
  useFleet,
  useReconcile,
} from './fleetQueries';
import { attentionOf, partId, type FleetPart } from './attention';
import { FleetStatus } from './FleetStatus';
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

/** The parts that need somebody come first; the others are short. */
function FleetCards({ fleet }: { fleet: Fleet }) {
  const attention = attentionOf(fleet, {
    breakers: useBreakers().data?.items.length,
    pauses: usePauses().data?.items.length,
    due: useDueDeletions().data?.totalItems,
  });
  const parts: Array<[FleetPart, ReactNode]> = [
    ['findings', <FindingsCard fleet={fleet} />],
    ['blueprints', <BlueprintProblemsCard fleet={fleet} />],
    ['messages', <StuckMessagesCard fleet={fleet} />],
    ['health', <HealthCard fleet={fleet} />],
    ['breakers', <BreakersCard manageable={fleet.manageable} />],
    ['pauses', <PausesCard fleet={fleet} />],
    ['due', <DueDeletionsCard />],
    ['executors', <ExecutorsCard fleet={fleet} />],
    ['reconciliations', <ReconciliationsCard fleet={fleet} />],
  ];
  const isClear = ([part]: [FleetPart, ReactNode]) => attention[part] === 0;
  return (
    <>
      <FleetStatus attention={attention} />
      {[...parts.filter(part => !isClear(part)), ...parts.filter(isClear)].map(
        ([part, card]) => (
          <div key={part} id={partId(part)}>
            {card}
          </div>
        ),
      )}
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
