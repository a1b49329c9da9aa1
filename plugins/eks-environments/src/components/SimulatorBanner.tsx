import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert, Container } from '@backstage/ui';

/** The sentence of `eksEnvironments.banner`; nothing where the config has none. */
export function SimulatorBanner() {
  const text = useApi(configApiRef).getOptionalString('eksEnvironments.banner');
  return text ? (
    <Container pt="3" mb="3">
      <Alert role="note" status="info" icon title={text} />
    </Container>
  ) : undefined;
}
