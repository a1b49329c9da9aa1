export { ConnectDialog } from './ConnectDialog';
export { DeleteDialog } from './DeleteDialog';
export { ExtendDialog } from './ExtendDialog';
export { HibernateDialog, ResumeDialog } from './PowerDialog';
export { RetryDialog } from './RetryDialog';
