export * from './DatabaseEventRecorder';
export * from './NotificationServiceChannel';
export * from './OutboxDispatcher';
export * from './OutboxRetention';
