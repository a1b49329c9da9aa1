export * from './NotificationServiceChannel';
export * from './OutboxDispatcher';
