import { Flex, Text } from '@backstage/ui';
import { RiFlashlightLine, RiPauseCircleLine } from '@remixicon/react';
import type { CircuitBreaker } from 'backstage-plugin-eks-environments-common';
import {
  Details,
  PlainTable,
  RelativeTime,
  RequestError,
  Section,
  SkeletonRows,
  StateBadge,
  WriteButton,
} from '../components';
import type { StatePresentation } from '../states';
import { useBreakers, useCloseBreaker } from './fleetQueries';

const states: Record<CircuitBreaker['state'], StatePresentation> = {
  open: {
    label: 'Creations held back',
    tone: 'danger',
    icon: RiPauseCircleLine,
  },
  halfOpen: { label: 'Trying one', tone: 'warning', icon: RiFlashlightLine },
};

/** Where no creation begins because too many failed. */
export function BreakersCard({ manageable }: { manageable: boolean }) {
  return (
    <Section title="Accounts in trouble">
      <Breakers manageable={manageable} />
    </Section>
  );
}

function Breakers({ manageable }: { manageable: boolean }) {
  const { data, error, refetch } = useBreakers();
  if (!data) {
    return error ? (
      <RequestError
        what="the circuit breakers"
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={1} />
    );
  }
  return data.items.length === 0 ? (
    <Text as="p">
      AWS is in no trouble that the portal knows of: no creation is held back.
    </Text>
  ) : (
    <PlainTable
      label="Accounts in trouble"
      columns={[
        { title: 'Where', isRowHeader: true },
        'State',
        'Why',
        'Since',
        'Next try',
        { title: 'Waiting', isNumber: true },
        ...(manageable ? [{ title: 'Actions', isTitleHidden: true }] : []),
      ]}
      rows={data.items.map(breaker => ({
        key: `${breaker.account}/${breaker.region}`,
        cells: [
          `${breaker.account}, ${breaker.region}`,
          <StateBadge key="state" state={states[breaker.state]} />,
          <Why key="why" breaker={breaker} />,
          <RelativeTime key="since" value={breaker.since} />,
          breaker.retryAt ? (
            <RelativeTime key="retry" value={breaker.retryAt} />
          ) : (
            'now'
          ),
          breaker.waiting,
          manageable && <CloseBreaker key="close" breaker={breaker} />,
        ],
      }))}
    />
  );
}

function Why({ breaker }: { breaker: CircuitBreaker }) {
  const { failure, failures } = breaker;
  return (
    <Flex direction="column" gap="1">
      <Text as="p" variant="body-small">
        {failure.operatorMessage ?? failure.message}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {failures === 1 ? 'One failure' : `${failures} failures in a row`}
      </Text>
      {failure.cause && <Details text={failure.cause} />}
    </Flex>
  );
}

function CloseBreaker({ breaker }: { breaker: CircuitBreaker }) {
  const { account, region } = breaker;
  return (
    <WriteButton
      label="Let them begin"
      fullLabel={`Let creations begin again in ${account}, ${region}`}
      what="let them begin"
      write={useCloseBreaker({ account, region })}
    />
  );
}
