import {
  awsCredentials,
  readAccounts,
} from 'backstage-plugin-eks-environments-node';
import { AwsAccounts } from './accounts';
import { createEksctlModule } from './createEksctlModule';

/**
 * Provisions EKS clusters with eksctl.
 *
 * @public
 */
export const eksEnvironmentsModuleEksctl = createEksctlModule({
  accountsOf: config =>
    new AwsAccounts({
      accounts: readAccounts(config),
      credentialsFor: options => awsCredentials(config, options),
    }),
  environment: process.env,
});
