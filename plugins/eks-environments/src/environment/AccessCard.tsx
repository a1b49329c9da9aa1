import { Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { AccessInstructions, availableAction, reasonAgainst } from '../actions';
import { Section } from '../components';
import { useText } from '../translation';

/** How to connect to the cluster; not rendered without the permission. */
export function AccessCard(props: { environment: Environment }) {
  const { environment } = props;
  const t = useText();
  const connect = availableAction(environment, 'connect');
  if (!connect) {
    return undefined;
  }
  const reason = reasonAgainst(connect, t);
  return (
    <Section title={t('environment.access')}>
      {reason ? (
        <Text as="p" color="secondary">
          {reason}
        </Text>
      ) : (
        <AccessInstructions environment={environment} />
      )}
    </Section>
  );
}
