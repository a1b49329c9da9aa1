export * from './createRouter';
export * from './createServices';
export * from './environments/CachedResourceEvents';
export * from './environments/resourceEvents';
export * from './logs/LogRetention';
export * from './logs/StreamPlaces';
