import { Container, Flex, Header, SearchField } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, RequestError, SkeletonRows } from '../components';
import { QuotaScopeCard } from './QuotaScopeCard';
import { useQuotas } from './quotaQueries';
import { quotaScopes } from './quotaScopes';

/** Below this many scopes a person finds theirs by looking. */
const WORTH_SEARCHING = 6;

/** Limits per team, person and for everyone, and what is taken of them. */
export function QuotasPage() {
  return (
    <>
      <Header title="Quotas" />
      <Container pb="6">
        <QuotaScopes />
      </Container>
    </>
  );
}

function QuotaScopes() {
  const { data, error, refetch } = useQuotas();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';

  if (error && !data) {
    return <RequestError what="the quotas" error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <SkeletonRows rows={3} height={160} />;
  }
  const scopes = quotaScopes(data.items);
  const found = scopes.filter(({ scope }) =>
    scope.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <Flex direction="column" gap="4">
      {scopes.length >= WORTH_SEARCHING && (
        <SearchField
          aria-label="Search teams and people"
          placeholder="Search teams and people"
          value={search}
          onChange={text =>
            setParams(text ? { search: text } : {}, { replace: true })
          }
        />
      )}
      {found.map(scope => (
        <QuotaScopeCard key={scope.scope} scope={scope} />
      ))}
      {found.length === 0 && (
        <EmptyState
          title={search ? 'No quota matches' : 'No quotas yet'}
          description={
            search
              ? 'Search for a part of the name of a team or person.'
              : 'Limits are set in the portal’s configuration under eksEnvironments.quotas; they appear here with what is used of them.'
          }
        />
      )}
    </Flex>
  );
}
