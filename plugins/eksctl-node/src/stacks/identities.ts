import { JsonObject } from '@backstage/types';
import { ClusterConfig } from '../config/types';

/** An entry of `iam.serviceAccounts`. */
export type ServiceAccountConfig = {
  /** `namespace/name` */
  name: string;
  /** What the name of the stack of its role ends with. */
  stack: string;
  /** Whether its role is not made by eksctl. */
  hasOwnRole: boolean;
  /** Whether eksctl makes the role alone. */
  roleOnly: boolean;
  config: JsonObject;
};

export function serviceAccountsOf({
  iam,
}: ClusterConfig): ServiceAccountConfig[] {
  return (iam?.serviceAccounts ?? []).map(config => {
    const metadata = config.metadata as { name: string; namespace?: string };
    const { namespace = 'default', name } = metadata;
    return {
      name: `${namespace}/${name}`,
      stack: `addon-iamserviceaccount-${namespace}-${name}`,
      hasOwnRole: typeof config.attachRoleARN === 'string',
      roleOnly: config.roleOnly === true,
      config,
    };
  });
}

/** An entry of `iam.podIdentityAssociations`. */
export type PodIdentityConfig = Pick<
  ServiceAccountConfig,
  'name' | 'stack' | 'config'
>;

export function podIdentitiesOf({ iam }: ClusterConfig): PodIdentityConfig[] {
  return (iam?.podIdentityAssociations ?? []).map(config => {
    const { namespace, serviceAccountName } = config;
    return {
      name: `${namespace}/${serviceAccountName}`,
      stack: `podidentityrole-${namespace}-${serviceAccountName}`,
      config,
    };
  });
}
