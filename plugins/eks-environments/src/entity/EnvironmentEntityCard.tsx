import { Flex, Link } from '@backstage/ui';
import {
  type Environment,
  hasRunningLease,
} from 'backstage-plugin-eks-environments-common';
import {
  EnvironmentStateBadge,
  Facts,
  HealthBadge,
  LeaseBar,
  MoneyText,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { EnvironmentActions } from '../environment';
import { EksEnvironmentsProvider } from '../query';
import { useEnvironmentRoute } from '../usePageRoute';
import { useEntityEnvironment } from './entityEnvironment';

/** State, lease and cost of a cluster on its entity page. */
export function EnvironmentEntityCard() {
  return (
    <EksEnvironmentsProvider>
      <Section title="EKS environment">
        <CardContent />
      </Section>
    </EksEnvironmentsProvider>
  );
}

function CardContent() {
  const { data, error, refetch } = useEntityEnvironment();
  if (data) {
    return <Summary environment={data} />;
  }
  return error ? (
    <RequestError what="this environment" error={error} onRetry={refetch} />
  ) : (
    <SkeletonRows rows={3} />
  );
}

function Summary({ environment }: { environment: Environment }) {
  const { cost, state, health } = environment;
  const isLowerBound = cost.unpriced.length > 0;
  const isWell = health === undefined || health.state === 'healthy';
  const href = useEnvironmentRoute()?.({ id: environment.id });
  return (
    <Flex direction="column" gap="3">
      <Facts
        facts={[
          {
            label: 'State',
            value: <EnvironmentStateBadge environment={environment} />,
          },
          {
            label: 'Health',
            value: isWell ? undefined : <HealthBadge health={health} />,
          },
          {
            label: 'Lease',
            value: hasRunningLease(state) ? (
              <LeaseBar environment={environment} />
            ) : undefined,
          },
          {
            label: 'Cost',
            value:
              state === 'Deprovisioned' ? (
                <>
                  <MoneyText value={cost.soFar} isLowerBound={isLowerBound} />{' '}
                  in all
                </>
              ) : (
                <>
                  <MoneyText
                    value={cost.hourly}
                    period="hour"
                    isLowerBound={isLowerBound}
                  />
                  , <MoneyText value={cost.soFar} isLowerBound={isLowerBound} />{' '}
                  so far
                </>
              ),
          },
        ]}
      />
      <EnvironmentActions environment={environment} />
      {href && <Link href={href}>All about it</Link>}
    </Flex>
  );
}
