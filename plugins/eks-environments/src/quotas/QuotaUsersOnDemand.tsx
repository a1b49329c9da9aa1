import { Button, Text } from '@backstage/ui';
import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useText } from '../translation';
import { useQuotasOf } from './quotaQueries';
import { quotaScopes } from './quotaScopes';
import { QuotaUsers } from './QuotaUsers';

/** Reads the holders of a scope's quotas on demand: the list of all scopes does not include them. */
export function QuotaUsersOnDemand(props: {
  scope: string;
  usages: QuotaUsage[];
  /** Reads them without being asked. */
  isAsked: boolean;
}) {
  const t = useText();
  const { scope, usages } = props;
  const [isAsked, setAsked] = useState(props.isAsked);
  const quotas = useQuotasOf(scope, { enabled: isAsked });
  const isTaken = usages.some(({ used, reserved }) => used + reserved > 0);
  if (!isTaken) {
    return undefined;
  }
  if (quotas.data) {
    const [loaded] = quotaScopes(quotas.data.items);
    return loaded && loaded.users.length > 0 ? (
      <QuotaUsers
        users={loaded.users}
        usages={loaded.usages}
        isExpanded={props.isAsked}
      />
    ) : (
      <Text color="secondary">{t('quotas.noneVisible')}</Text>
    );
  }
  return (
    <>
      <Button
        variant="tertiary"
        loading={quotas.isFetching}
        onPress={() => setAsked(true)}
      >
        {t('quotas.showUsers')}
      </Button>
      {quotas.isError && (
        <Text color="danger">
          {t('quotas.usersFailed', { error: quotas.error.message })}
        </Text>
      )}
    </>
  );
}
