export {
  startSimulator,
  DEFAULT_PORT,
  DEFAULT_SPEED,
} from '../server/startSimulator';
export type {
  AccountCredentials,
  Simulator,
  SimulatorOptions,
} from '../server/startSimulator';
export type { Authorization } from '../iam/Authorization';
export type { CallRecord } from '../server/AwsEndpoint';
export type { FaultBook, FaultInput } from '../world/FaultBook';
export type { LeftoverOwner } from '../world/leftoverOwner';
export type * from '../world/model';
export { refusalOf } from '../eksctl/validation';
export { recordedVerdicts } from '../eksctl/validation/recordedVerdicts';
export type { ClusterConfig as EksctlConfig } from '../eksctl/config';
export * from './startIssuerProxy';
