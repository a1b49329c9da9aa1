export * from './AccessInstructions';
export * from './ActionButton';
export * from './ActionDialog';
export * from './EnvironmentMenu';
export * from './availableAction';
export * from './downloadText';
