export {
  type AccountConfig,
  readAccounts,
  readDuration,
  readLimit,
} from 'backstage-plugin-eks-environments-node';
export * from './BlueprintLocation';
export * from './counts';
export * from './engineLimits';
export * from './installation';
