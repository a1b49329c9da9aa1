import { Button, Container, Flex, SearchField, Text } from '@backstage/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyState,
  PageHeader,
  RequestError,
  SkeletonRows,
} from '../components';
import { useText } from '../translation';
import { USERS_PARAMETER } from '../quotaLink';
import { QuotaScopeCard } from './QuotaScopeCard';
import { useQuotas } from './quotaQueries';
import { quotaScopes } from './quotaScopes';

/** With fewer scopes, no search field is needed. */
const WORTH_SEARCHING = 6;
/** Number of scopes shown at first, and added by each "more". The API returns no more than the maximum at once. */
const SCOPES = 20;
const MOST_SCOPES = 200;

/** Quotas per team, per user and for everyone, and their usage. */
export function QuotasPage() {
  const t = useText();
  return (
    <>
      <PageHeader title={t('pages.quotas')} />
      <Container pb="6">
        <QuotaScopes />
      </Container>
    </>
  );
}

function QuotaScopes() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const [limit, setLimit] = useState(SCOPES);
  const search = params.get('search') ?? '';
  const { data, error, isFetching, refetch } = useQuotas({
    text: search.trim() || undefined,
    limit,
  });

  if (error && !data) {
    return (
      <RequestError what={t('quotas.the')} error={error} onRetry={refetch} />
    );
  }
  if (!data) {
    return <SkeletonRows rows={3} height={160} />;
  }
  const scopes = quotaScopes(data.items);
  const hasMore = data.items.length < data.totalItems;
  return (
    <Flex direction="column" gap="4">
      {(scopes.length >= WORTH_SEARCHING || search !== '') && (
        <SearchField
          aria-label={t('quotas.search')}
          placeholder={t('quotas.search')}
          value={search}
          onChange={text =>
            setParams(text ? { search: text } : {}, { replace: true })
          }
        />
      )}
      {scopes.map(scope => (
        <QuotaScopeCard
          key={scope.scope}
          scope={scope}
          showsUsers={params.get(USERS_PARAMETER) === scope.scope}
        />
      ))}
      {hasMore && limit < MOST_SCOPES && (
        <Button
          variant="secondary"
          loading={isFetching}
          onPress={() => setLimit(Math.min(limit + SCOPES, MOST_SCOPES))}
        >
          {t('quotas.more')}
        </Button>
      )}
      {hasMore && limit >= MOST_SCOPES && (
        <Text color="secondary">
          {t('quotas.tooMany', { number: String(MOST_SCOPES) })}
        </Text>
      )}
      {scopes.length === 0 && (
        <EmptyState
          title={t(search ? 'quotas.noMatch' : 'quotas.empty')}
          description={t(
            search ? 'quotas.noMatchMeaning' : 'quotas.emptyMeaning',
          )}
        />
      )}
    </Flex>
  );
}
