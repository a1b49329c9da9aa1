export * from './createRouter';
export * from './createServices';
export * from './environments/AwsStackEvents';
export * from './environments/stackEvents';
export * from './logs/LogRetention';
export * from './logs/StreamPlaces';
