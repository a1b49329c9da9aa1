export * from './AwsRegionLookup';
export * from './CachedRegionFacts';
export * from './createPreflight';
export * from './PlanPreflight';
export * from './RegionFactsDirectory';
export * from './regionAnswers';
