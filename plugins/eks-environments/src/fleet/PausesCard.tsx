import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import { RiPauseLine } from '@remixicon/react';
import type {
  EnginePause,
  Fleet,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import {
  PlainTable,
  RelativeTime,
  RequestError,
  Section,
  SkeletonRows,
  WriteButton,
} from '../components';
import { formatPause } from '../formatPause';
import { usePauses } from '../query';
import { useResume } from './fleetQueries';
import { PauseDialog } from './PauseDialog';

/** What of the engine's work people hold back, and why. */
export function PausesCard({ fleet }: { fleet: Fleet }) {
  const [isPausing, setPausing] = useState(false);
  return (
    <Section title="Pauses">
      <Flex direction="column" gap="3" align="start">
        <Pauses manageable={fleet.manageable} />
        {fleet.manageable && (
          <Button
            variant="secondary"
            iconStart={<RiPauseLine />}
            onPress={() => setPausing(true)}
          >
            Pause
          </Button>
        )}
        {isPausing && (
          <PauseDialog fleet={fleet} onClose={() => setPausing(false)} />
        )}
      </Flex>
    </Section>
  );
}

function Pauses({ manageable }: { manageable: boolean }) {
  const { data, error, refetch } = usePauses();
  if (!data) {
    return error ? (
      <RequestError what="the pauses" error={error} onRetry={refetch} />
    ) : (
      <SkeletonRows rows={1} />
    );
  }
  return data.items.length === 0 ? (
    <Text as="p">
      Nothing is paused: creations and deletions begin as usual.
    </Text>
  ) : (
    <PlainTable
      label="Pauses"
      columns={[
        { title: 'What', isRowHeader: true },
        'Why',
        'Since',
        { title: 'Waiting', isNumber: true },
        'By',
        ...(manageable ? [{ title: 'Actions', isTitleHidden: true }] : []),
      ]}
      rows={data.items.map(pause => ({
        key: pause.id,
        cells: [
          formatPause(pause),
          pause.reason,
          <RelativeTime key="since" value={pause.pausedAt} />,
          pause.waiting,
          <EntityRefLink
            key="by"
            entityRef={pause.pausedBy}
            defaultKind="user"
            hideIcon
          />,
          manageable && <LiftPause key="lift" pause={pause} />,
        ],
      }))}
    />
  );
}

function LiftPause({ pause }: { pause: EnginePause }) {
  return (
    <WriteButton
      label="Lift pause"
      fullLabel={`Lift the pause: ${formatPause(pause)}`}
      what="lift the pause"
      write={useResume(pause.id)}
    />
  );
}
