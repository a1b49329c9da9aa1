export * from './blueprintRules';
export * from './environmentRules';
export * from './filters';
export * from './requestRules';
export * from './resources';
