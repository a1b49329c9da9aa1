import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { NotificationChannel } from './types';

/**
 * Where modules add channels through which people are told of their environments.
 *
 * @public
 */
export interface EksEnvironmentsNotificationsExtensionPoint {
  /**
   * Adds a channel. From then on each message is delivered through it too.
   *
   * @throws ConflictError when there is a channel with that id already
   */
  addChannel(channel: NotificationChannel): void;
}

/** @public */
export const eksEnvironmentsNotificationsExtensionPoint =
  createExtensionPoint<EksEnvironmentsNotificationsExtensionPoint>({
    id: 'eks-environments.notifications',
  });
