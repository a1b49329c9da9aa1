export * from './durations';
export * from './extensionPoint';
