export * from './fieldTitles';
export * from './PlanCard';
export * from './planSummary';
export * from './sizeText';
export * from './StepApprovers';
export * from './useFieldTitles';
