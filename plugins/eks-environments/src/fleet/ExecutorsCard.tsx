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
import { useText } from '../translation';

const ready: StatePresentation = {
  label: 'state.executor.ready',
  tone: 'success',
  icon: RiCheckboxCircleFill,
};

const notReady: StatePresentation = {
  label: 'state.executor.notReady',
  tone: 'danger',
  icon: RiAlertFill,
};

const silent: StatePresentation = {
  label: 'state.executor.silent',
  tone: 'warning',
  icon: RiWifiOffLine,
};

/** The replicas of the backend: the version of eksctl of each, and what prevents one from starting creations. */
export function ExecutorsCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  return (
    <Section title={t('fleet.executors')}>
      {fleet.executors.length === 0 ? (
        <Text as="p">{t('fleet.noExecutors')}</Text>
      ) : (
        <PlainTable
          label={t('fleet.executors')}
          columns={[
            { title: t('fleet.replica'), isRowHeader: true },
            t('fleet.state'),
            t('fleet.eksctl'),
            t('fleet.lastReport'),
          ]}
          rows={fleet.executors.map(executor => ({
            key: executor.replica,
            cells: [
              executor.replica,
              <State key="state" executor={executor} />,
              formatVersions(executor.versions),
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

/** Formats the versions of the provisioners' tools, such as `eksctl 0.231.0`. */
function formatVersions(versions: Record<string, string>): string {
  const shown = Object.entries(versions).map(
    ([tool, version]) => `${tool} ${version}`,
  );
  return shown.length === 0 ? '–' : shown.join(', ');
}
