import { Flex, Link } from '@backstage/ui';
import {
  type Environment,
  hasRunningLease,
  isGone,
  isNormal,
} from 'backstage-plugin-eks-environments-common';
import {
  ConditionBadges,
  EnvironmentStateBadge,
  Facts,
  LeaseBar,
  MoneyText,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { EnvironmentActions } from '../environment';
import { EksEnvironmentsProvider } from '../query';
import { useEnvironmentRoute } from '../usePageRoute';
import { useText } from '../translation';
import { useEntityEnvironment } from './entityEnvironment';

/** State, lease and cost of a cluster on its entity page. */
export function EnvironmentEntityCard() {
  const t = useText();
  return (
    <EksEnvironmentsProvider>
      <Section title={t('environment.eksEnvironment')}>
        <CardContent />
      </Section>
    </EksEnvironmentsProvider>
  );
}

function CardContent() {
  const t = useText();
  const { data, error, refetch } = useEntityEnvironment();
  if (data) {
    return <Summary environment={data} />;
  }
  return error ? (
    <RequestError
      what={t('environment.this')}
      error={error}
      onRetry={refetch}
    />
  ) : (
    <SkeletonRows rows={3} />
  );
}

function Summary({ environment }: { environment: Environment }) {
  const t = useText();
  const { cost, state, lease, conditions } = environment;
  const isLowerBound = cost.unpriced.length > 0;
  const soFar = <MoneyText value={cost.soFar} isLowerBound={isLowerBound} />;
  const href = useEnvironmentRoute()?.({ id: environment.id });
  return (
    <Flex direction="column" gap="3">
      <Facts
        facts={[
          {
            label: t('environment.state'),
            value: <EnvironmentStateBadge environment={environment} />,
          },
          {
            label: t('environment.health'),
            value: conditions.every(isNormal) ? undefined : (
              <ConditionBadges conditions={conditions} />
            ),
          },
          {
            label: t('environment.lease'),
            value: hasRunningLease(lease.phase) ? (
              <LeaseBar environment={environment} />
            ) : undefined,
          },
          {
            label: t('environment.cost'),
            value: isGone(state)
              ? t('environment.inAll', { amount: soFar })
              : t('environment.costs', {
                  hourly: (
                    <MoneyText
                      value={cost.hourly}
                      period="hour"
                      isLowerBound={isLowerBound}
                    />
                  ),
                  soFar,
                }),
          },
        ]}
      />
      <EnvironmentActions environment={environment} />
      {href && <Link href={href}>{t('environment.allAbout')}</Link>}
    </Flex>
  );
}
