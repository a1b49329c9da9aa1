import { Flex } from '@backstage/ui';
import {
  EnvironmentStateBadge,
  RequestError,
  SkeletonRows,
  StaleNotice,
} from '../components';
import { EnvironmentActions, EnvironmentContent } from '../environment';
import { EksEnvironmentsProvider } from '../query';
import { useText } from '../translation';
import { useEntityEnvironment } from './entityEnvironment';

/** The environment's page as a tab of its entity page, which has its own header. */
export function EnvironmentEntityContent() {
  return (
    <EksEnvironmentsProvider>
      <Content />
    </EksEnvironmentsProvider>
  );
}

function Content() {
  const t = useText();
  const { data, error, refetch } = useEntityEnvironment();
  if (!data) {
    return error ? (
      <RequestError
        what={t('environment.this')}
        error={error}
        onRetry={refetch}
      />
    ) : (
      <SkeletonRows rows={8} height={48} />
    );
  }
  return (
    <Flex direction="column" gap="4">
      <StaleNotice />
      <Flex justify="between" align="center">
        <EnvironmentStateBadge environment={data} />
        <EnvironmentActions environment={data} />
      </Flex>
      <EnvironmentContent environment={data} />
    </Flex>
  );
}
