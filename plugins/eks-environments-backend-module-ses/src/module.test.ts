import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eksEnvironmentsNotificationsExtensionPoint } from 'backstage-plugin-eks-environments-node';
import { eksEnvironmentsModuleSes } from './module';

async function channelsWith(notifications: object) {
  const addChannel = jest.fn();
  await startTestBackend({
    extensionPoints: [
      [eksEnvironmentsNotificationsExtensionPoint, { addChannel }],
    ],
    features: [
      eksEnvironmentsModuleSes,
      catalogServiceMock.factory({}),
      mockServices.rootConfig.factory({
        data: { eksEnvironments: { notifications } },
      }),
    ],
  });
  return addChannel.mock.calls.map(([channel]) => channel.id);
}

describe('eksEnvironmentsModuleSes', () => {
  it('adds a channel when SES is configured', async () => {
    await expect(
      channelsWith({ ses: { from: 'eks@example.com', region: 'eu-west-1' } }),
    ).resolves.toEqual(['ses']);
  });

  it('adds none when it is not', async () => {
    await expect(channelsWith({})).resolves.toEqual([]);
  });

  it('names the key that is missing', async () => {
    await expect(
      channelsWith({ ses: { region: 'eu-west-1' } }),
    ).rejects.toThrow('eksEnvironments.notifications.ses.from');
  });
});
