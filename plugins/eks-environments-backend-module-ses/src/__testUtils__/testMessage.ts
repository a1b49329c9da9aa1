import type { OutboxMessage } from 'backstage-plugin-eks-environments-node';

/** A message to Dana, for tests. */
export function testMessage(
  changes: Partial<OutboxMessage> = {},
): OutboxMessage {
  return {
    id: '01J9ZK3V5N8Q2R4T6W8Y0A1B2C',
    topic: 'EnvironmentReady',
    title: 'shop is ready',
    text: 'The cluster answers.',
    link: 'https://portal.example.com/environments/1',
    recipients: ['user:default/dana'],
    severity: 'normal',
    occurredAt: '2026-11-21T10:00:00.000Z',
    ...changes,
  };
}
