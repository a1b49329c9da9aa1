import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  DeliveryOutcome,
  NotificationChannel,
  OutboxMessage,
} from 'backstage-plugin-eks-environments-node';

/** The notifications of the portal. A message that is delivered twice updates the first one, because its id is the scope. */
export class NotificationServiceChannel implements NotificationChannel {
  readonly id = 'portal';
  readonly #notifications: NotificationService;

  constructor(options: { notifications: NotificationService }) {
    this.#notifications = options.notifications;
  }

  async deliver(message: OutboxMessage): Promise<DeliveryOutcome> {
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: message.recipients },
      payload: {
        title: message.title,
        description: message.text,
        link: message.link,
        severity: message.severity,
        topic: formatTopic(message.topic),
        scope: message.id,
      },
    });
    return { kind: 'delivered' };
  }
}

/** Formats the name of an event for the settings page: `LeaseWarned` as `Lease warned`. */
function formatTopic(topic: string): string {
  const [first, ...rest] = topic.split(/(?=[A-Z])/);
  return [first, ...rest.map(word => word.toLocaleLowerCase('en'))].join(' ');
}
