export * from './dueDeletions';
export * from './ExpiryTagger';
export * from './Reaper';
