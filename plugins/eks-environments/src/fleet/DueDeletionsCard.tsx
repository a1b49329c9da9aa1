import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { DueDeletion } from 'backstage-plugin-eks-environments-common';
import {
  EnvironmentLink,
  EnvironmentStateBadge,
  MoneyText,
  PlainTable,
  RelativeTime,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { useDueDeletions } from './fleetQueries';

const causes: Record<DueDeletion['cause'], string> = {
  LeaseEnds: 'The lease ends, then its grace',
  GraceEnds: 'The grace ends',
  FailureDeadline: 'Its creation failed and has not succeeded since',
  DeletionRetried: 'Its deletion failed and is tried again',
};

/** What the reaper does by itself within a day. */
export function DueDeletionsCard() {
  return (
    <Section title="Due within a day">
      <DueDeletions />
    </Section>
  );
}

function DueDeletions() {
  const { data, error, refetch } = useDueDeletions();
  if (!data) {
    return error ? (
      <RequestError what="what is due" error={error} onRetry={refetch} />
    ) : (
      <SkeletonRows rows={2} />
    );
  }
  return data.items.length === 0 ? (
    <Text as="p">Nothing is deleted by itself within the next 24 hours.</Text>
  ) : (
    <PlainTable
      label="Due within a day"
      columns={[
        { title: 'Environment', isRowHeader: true },
        'State',
        'Why',
        'Next',
        'Deleted',
        'Owner',
        { title: 'Cost', isNumber: true },
      ]}
      rows={data.items.map(due => ({
        key: due.environmentId,
        cells: [
          <EnvironmentLink
            key="name"
            variant="body-small"
            id={due.environmentId}
            name={due.name}
          />,
          <EnvironmentStateBadge key="state" environment={due} />,
          causes[due.cause],
          <RelativeTime key="at" value={due.at} />,
          <RelativeTime key="deletionAt" value={due.deletionAt} />,
          <EntityRefLink
            key="owner"
            entityRef={due.owner}
            defaultKind="group"
            hideIcon
          />,
          <MoneyText
            key="cost"
            value={due.hourlyCost}
            period="hour"
            isLowerBound={due.costIsLowerBound}
          />,
        ],
      }))}
    />
  );
}
