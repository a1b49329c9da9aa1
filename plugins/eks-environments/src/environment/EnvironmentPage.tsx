import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { RequestError, SkeletonRows } from '../components';
import { useEnvironment } from '../query';
import { usePageRoute } from '../usePageRoute';
import { useText } from '../translation';
import { EnvironmentContent } from './EnvironmentContent';
import { EnvironmentHeader } from './EnvironmentHeader';

/** The page of one environment: its state, cost and actions. */
export function EnvironmentPage() {
  const t = useText();
  const { id = '' } = useParams();
  const { data, error, refetch } = useEnvironment(id);
  const root = usePageRoute('root') ?? '';

  if (!data) {
    return (
      <Container py="6">
        {error ? (
          <>
            <RequestError
              what={t('environment.this')}
              error={error}
              onRetry={refetch}
            />
            <ButtonLink variant="tertiary" href={root}>
              {t('environment.all')}
            </ButtonLink>
          </>
        ) : (
          <SkeletonRows rows={8} height={48} />
        )}
      </Container>
    );
  }
  return (
    <BreadcrumbEntry entry={{ label: data.name, href: `${root}/${id}` }}>
      <EnvironmentHeader environment={data} />
      <Container pb="6">
        <EnvironmentContent environment={data} />
      </Container>
    </BreadcrumbEntry>
  );
}
