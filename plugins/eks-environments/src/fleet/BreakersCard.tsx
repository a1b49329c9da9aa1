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
import { failureMessage, useText } from '../translation';
import { ClearPart } from './ClearPart';
import { useBreakers, useCloseBreaker } from './fleetQueries';

const states: Record<CircuitBreaker['state'], StatePresentation> = {
  open: {
    label: 'state.breaker.open',
    tone: 'danger',
    icon: RiPauseCircleLine,
  },
  halfOpen: {
    label: 'state.breaker.halfOpen',
    tone: 'warning',
    icon: RiFlashlightLine,
  },
};

/** Open circuit breakers, which hold back creations after failures. */
export function BreakersCard({ manageable }: { manageable: boolean }) {
  const t = useText();
  const { data } = useBreakers();
  return data?.items.length === 0 ? (
    <ClearPart title={t('fleet.breakers')}>{t('fleet.noBreakers')}</ClearPart>
  ) : (
    <Section title={t('fleet.breakers')}>
      <Breakers manageable={manageable} />
    </Section>
  );
}

function Breakers({ manageable }: { manageable: boolean }) {
  const t = useText();
  const { data, error, refetch } = useBreakers();
  if (!data) {
    return error ? (
      <RequestError
        what={t('fleet.theBreakers')}
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={1} />
    );
  }
  return (
    <PlainTable
      label={t('fleet.breakers')}
      columns={[
        { title: t('fleet.where'), isRowHeader: true },
        t('fleet.state'),
        t('fleet.why'),
        t('fleet.since'),
        t('fleet.nextTry'),
        { title: t('fleet.waiting'), isNumber: true },
        ...(manageable
          ? [{ title: t('fleet.actions'), isTitleHidden: true }]
          : []),
      ]}
      rows={data.items.map(breaker => ({
        key: `${breaker.provisioner}/${breaker.account}/${breaker.region}`,
        cells: [
          t('fleet.breakerPlace', {
            provisioner: breaker.provisioner,
            account: breaker.account,
            region: breaker.region,
          }),
          <StateBadge key="state" state={states[breaker.state]} />,
          <Why key="why" breaker={breaker} />,
          <RelativeTime key="since" value={breaker.since} />,
          breaker.retryAt ? (
            <RelativeTime key="retry" value={breaker.retryAt} />
          ) : (
            t('fleet.now')
          ),
          breaker.waiting,
          manageable && <CloseBreaker key="close" breaker={breaker} />,
        ],
      }))}
    />
  );
}

function Why({ breaker }: { breaker: CircuitBreaker }) {
  const t = useText();
  const { failure, failures } = breaker;
  return (
    <Flex direction="column" gap="1">
      <Text as="p" variant="body-small">
        {failure.operatorMessage ?? failureMessage(failure, t)}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('fleet.failures', { count: failures })}
      </Text>
      {failure.cause && <Details text={failure.cause} />}
    </Flex>
  );
}

function CloseBreaker({ breaker }: { breaker: CircuitBreaker }) {
  const t = useText();
  const { provisioner, account, region } = breaker;
  return (
    <WriteButton
      label={t('fleet.letBegin')}
      fullLabel={t('fleet.letBeginIn', { provisioner, account, region })}
      what={t('fleet.toLetBegin')}
      write={useCloseBreaker({ provisioner, account, region })}
    />
  );
}
