import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiWifiOffLine,
} from '@remixicon/react';
import { Text } from '@backstage/ui';
import type {
  Fleet,
  FleetExecutor,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, RelativeTime, Section, StateBadge } from '../components';
import type { StatePresentation } from '../states';

const ready: StatePresentation = {
  label: 'Ready',
  tone: 'success',
  icon: RiCheckboxCircleFill,
};

const notReady: StatePresentation = {
  label: 'Begins no creations',
  tone: 'danger',
  icon: RiAlertFill,
};

const silent: StatePresentation = {
  label: 'Not reporting',
  tone: 'warning',
  icon: RiWifiOffLine,
};

/** The replicas of the backend: which eksctl each runs, and what keeps one from beginning creations. */
export function ExecutorsCard({ fleet }: { fleet: Fleet }) {
  return (
    <Section title="Executors">
      {fleet.executors.length === 0 ? (
        <Text as="p">No replica of the backend has reported yet.</Text>
      ) : (
        <PlainTable
          label="Executors"
          columns={[
            { title: 'Replica', isRowHeader: true },
            'State',
            'eksctl',
            'Last report',
          ]}
          rows={fleet.executors.map(executor => ({
            key: executor.replica,
            cells: [
              executor.replica,
              <State key="state" executor={executor} />,
              executor.eksctlVersion ?? '–',
              <RelativeTime key="seen" value={executor.seenAt} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function State({ executor }: { executor: FleetExecutor }) {
  return (
    <>
      <StateBadge state={presentationOf(executor)} />
      {executor.problems.map(({ message }) => (
        <Text as="p" key={message} variant="body-small">
          {message}
        </Text>
      ))}
    </>
  );
}

function presentationOf({ alive, problems }: FleetExecutor): StatePresentation {
  if (!alive) {
    return silent;
  }
  return problems.length === 0 ? ready : notReady;
}
