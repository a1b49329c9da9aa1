export * from './extensionPoint';
export * from './RequestType';
