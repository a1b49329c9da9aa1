import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { NotificationChannel } from './types';

/**
 * Where modules add notification channels.
 *
 * @public
 */
export interface EksEnvironmentsNotificationsExtensionPoint {
  /**
   * Adds a channel. From then on each message is also delivered through it.
   *
   * @throws ConflictError when a channel with that id exists already
   */
  addChannel(channel: NotificationChannel): void;
}

/** @public */
export const eksEnvironmentsNotificationsExtensionPoint =
  createExtensionPoint<EksEnvironmentsNotificationsExtensionPoint>({
    id: 'eks-environments.notifications',
  });
