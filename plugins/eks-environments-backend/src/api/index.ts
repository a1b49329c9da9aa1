export * from './createRouter';
export * from './createServices';
export * from './environments/CachedStackEvents';
export * from './environments/stackEvents';
export * from './logs/LogRetention';
export * from './logs/StreamPlaces';
