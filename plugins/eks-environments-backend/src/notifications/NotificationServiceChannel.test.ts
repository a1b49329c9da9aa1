import { NotificationServiceChannel } from './NotificationServiceChannel';

it('names the topic as people read it, and the message by its id', async () => {
  const send = jest.fn();
  const channel = new NotificationServiceChannel({ notifications: { send } });
  await channel.deliver({
    id: 'one',
    topic: 'ProvisioningFailed',
    title: 'shop could not be built',
    text: 'AWS has no machines of this type.',
    link: 'https://portal.example.com/environments/1',
    recipients: ['user:default/dana'],
    severity: 'high',
    occurredAt: '2026-11-21T10:00:00.000Z',
  });
  expect(send).toHaveBeenCalledWith({
    recipients: { type: 'entity', entityRef: ['user:default/dana'] },
    payload: expect.objectContaining({
      topic: 'Provisioning failed',
      scope: 'one',
    }),
  });
});
