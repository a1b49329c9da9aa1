export * from './AuthorizedOperationQueue';
export * from './CodedText';
export * from './extensionPoint';
export * from './failure';
export * from './failureKinds';
export * from './OperationContext';
export * from './OperationStoppedError';
export * from './OperationType';
