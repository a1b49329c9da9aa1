export * from './BlueprintLoader';
export * from './DatabaseBlueprintStore';
export * from './parameters';
export * from './types';
