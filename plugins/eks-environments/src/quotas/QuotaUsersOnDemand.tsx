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
}) {
  const t = useText();
  const { scope, usages } = props;
  const [isAsked, setAsked] = useState(false);
  const quotas = useQuotasOf(scope, { enabled: isAsked });
  const isTaken = usages.some(({ used, reserved }) => used + reserved > 0);
  if (!isTaken) {
    return undefined;
  }
  if (quotas.data) {
    const [loaded] = quotaScopes(quotas.data.items);
    return loaded && loaded.users.length > 0 ? (
      <QuotaUsers users={loaded.users} usages={loaded.usages} />
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
