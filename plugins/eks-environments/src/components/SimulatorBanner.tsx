import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';

/** The text of `eksEnvironments.banner`; not rendered if it is not configured. */
export function SimulatorBanner() {
  const text = useApi(configApiRef).getOptionalString('eksEnvironments.banner');
  return text ? (
    <Container pt="3" mb="3">
      <Alert role="note" status="info" icon title={text} />
    </Container>
  ) : undefined;
}
