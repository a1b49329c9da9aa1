export * from './fieldTitles';
export * from './findingTexts';
export * from './PlanCard';
export * from './planReview';
export * from './sizeText';
export * from './StepApprovers';
export * from './useFieldTitles';
