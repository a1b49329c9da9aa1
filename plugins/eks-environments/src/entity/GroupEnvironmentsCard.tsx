import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import {
  EmptyState,
  EnvironmentLink,
  EnvironmentStateBadge,
  LeaseBar,
  MoneyText,
  NewEnvironmentButton,
  RequestError,
  Section,
  SkeletonRows,
} from '../components';
import { EksEnvironmentsProvider, useEnvironments } from '../query';
import { usePageRoute } from '../usePageRoute';
import styles from './GroupEnvironmentsCard.module.css';
import { useText } from '../translation';

const SHOWN = 10;

/** The environments of a group, on the group's page; sorted by the end of their lease. */
export function GroupEnvironmentsCard() {
  const t = useText();
  return (
    <EksEnvironmentsProvider>
      <Section title={t('environment.eksEnvironments')}>
        <OwnedEnvironments owner={stringifyEntityRef(useEntity().entity)} />
      </Section>
    </EksEnvironmentsProvider>
  );
}

function OwnedEnvironments({ owner }: { owner: string }) {
  const t = useText();
  const { data, error, refetch } = useEnvironments({
    owner,
    orderBy: 'expiresAt,asc',
    limit: SHOWN,
  });
  const root = usePageRoute('root');

  if (!data) {
    return error ? (
      <RequestError
        what={t('environment.theEnvironments')}
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={3} />
    );
  }
  if (data.items.length === 0) {
    return (
      <EmptyState
        title={t('environment.noneOwned')}
        description={t('environment.noneOwnedMeaning')}
        action={<NewEnvironmentButton />}
      />
    );
  }
  return (
    <Flex direction="column" gap="2">
      <ul className={styles.list}>
        {data.items.map(environment => (
          <Row key={environment.id} environment={environment} />
        ))}
      </ul>
      {root && data.totalItems > SHOWN && (
        <Link href={`${root}?scope=all&text=${encodeURIComponent(owner)}`}>
          {t('environment.allCount', { number: String(data.totalItems) })}
        </Link>
      )}
    </Flex>
  );
}

function Row({ environment }: { environment: Environment }) {
  return (
    <li className={styles.row}>
      <EnvironmentStateBadge environment={environment} />
      <EnvironmentLink id={environment.id} name={environment.name} standalone />
      <LeaseBar environment={environment} />
      <span className={styles.cost}>
        <MoneyText
          value={environment.cost.hourly}
          period="hour"
          isLowerBound={environment.cost.unpriced.length > 0}
        />
      </span>
    </li>
  );
}
