/**
 * What other backend plugins and modules need from EKS Environments: AWS credentials, permission rules and conditions, provisioners,
 * operation types, request types, the channels of its notifications, quota dimensions, approval rules, nested ownership and its service.
 *
 * @packageDocumentation
 */
export * from './accounts';
export * from './approvals';
export * from './aws';
export * from './clock';
export * from './config';
export * from './notifications';
export * from './operations';
export * from './ownership';
export * from './permissions';
export * from './provisioners';
export * from './quotas';
export * from './requests';
export * from './resources';
export * from './service';
