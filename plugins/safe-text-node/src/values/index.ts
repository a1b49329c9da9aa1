export * from './completeValues';
export * from './findDefaultProblems';
