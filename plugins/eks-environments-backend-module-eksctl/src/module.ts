import { awsCredentials } from 'backstage-plugin-eks-environments-node';
import { AwsAccounts, readAwsAccounts } from './accounts';
import { createEksctlModule } from './createEksctlModule';

/**
 * Provisions EKS clusters with eksctl.
 *
 * @public
 */
export const eksEnvironmentsModuleEksctl = createEksctlModule({
  accountsOf: config =>
    new AwsAccounts({
      accounts: readAwsAccounts(config),
      credentialsFor: options => awsCredentials(config, options),
    }),
  environment: process.env,
});
