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
import { useText } from '../translation';
import { useResume } from './fleetQueries';
import { PauseDialog } from './PauseDialog';

/** The current pauses, and their reasons. */
export function PausesCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const [isPausing, setPausing] = useState(false);
  return (
    <Section title={t('fleet.pauses')}>
      <Flex direction="column" gap="3" align="start">
        <Pauses manageable={fleet.manageable} />
        {fleet.manageable && (
          <Button
            variant="secondary"
            iconStart={<RiPauseLine />}
            onPress={() => setPausing(true)}
          >
            {t('fleet.pause')}
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
  const t = useText();
  const { data, error, refetch } = usePauses();
  if (!data) {
    return error ? (
      <RequestError
        what={t('fleet.thePauses')}
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={1} />
    );
  }
  return data.items.length === 0 ? (
    <Text as="p">{t('fleet.noPauses')}</Text>
  ) : (
    <PlainTable
      label={t('fleet.pauses')}
      columns={[
        { title: t('fleet.what'), isRowHeader: true },
        t('fleet.why'),
        t('fleet.since'),
        { title: t('fleet.waiting'), isNumber: true },
        t('fleet.by'),
        ...(manageable
          ? [{ title: t('fleet.actions'), isTitleHidden: true }]
          : []),
      ]}
      rows={data.items.map(pause => ({
        key: pause.id,
        cells: [
          formatPause(pause, t),
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
  const t = useText();
  return (
    <WriteButton
      label={t('fleet.lift')}
      fullLabel={t('fleet.liftOf', { pause: formatPause(pause, t) })}
      what={t('fleet.toLift')}
      write={useResume(pause.id)}
    />
  );
}
