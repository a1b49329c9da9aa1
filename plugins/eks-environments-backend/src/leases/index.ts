export * from './ExpiryTagger';
export * from './Reaper';
