import { Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { AccessInstructions, availableAction, reasonAgainst } from '../actions';
import { Section } from '../components';

/** How to get at the cluster; absent for people who may not. */
export function AccessCard(props: { environment: Environment }) {
  const { environment } = props;
  const connect = availableAction(environment, 'connect');
  if (!connect) {
    return undefined;
  }
  const reason = reasonAgainst(connect);
  return (
    <Section title="Access">
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
