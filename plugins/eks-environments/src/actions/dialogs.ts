export { ConnectDialog } from './ConnectDialog';
export { DeleteDialog } from './DeleteDialog';
export { ExtendDialog } from './ExtendDialog';
export { RetryDialog } from './RetryDialog';
