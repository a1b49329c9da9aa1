export { ConnectDialog } from './ConnectDialog';
export { DeleteDialog } from './DeleteDialog';
export { ExtendDialog } from './ExtendDialog';
export { OperationDialog } from './OperationDialog';
export { RetryDialog } from './RetryDialog';
