import { JsonObject } from '@backstage/types';
import { ClusterConfig } from '../model/clusterConfig';

/** An entry of `iam.serviceAccounts`. */
export type ServiceAccountConfig = {
  /** `namespace/name` */
  name: string;
  /** What the name of the stack of its role ends with. */
  stack: string;
  /** That of the role which the config names; undefined when eksctl makes one. */
  roleArn?: string;
  /** Whether eksctl makes the role alone. */
  roleOnly: boolean;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  config: JsonObject;
};

export function serviceAccountsOf({
  iam,
}: ClusterConfig): ServiceAccountConfig[] {
  return (iam?.serviceAccounts ?? []).map(config => {
    const metadata = config.metadata as {
      name: string;
      namespace?: string;
      annotations?: Record<string, string>;
      labels?: Record<string, string>;
    };
    const { namespace = 'default', name, annotations, labels } = metadata;
    const { attachRoleARN } = config;
    return {
      name: `${namespace}/${name}`,
      stack: `addon-iamserviceaccount-${namespace}-${name}`,
      roleArn: typeof attachRoleARN === 'string' ? attachRoleARN : undefined,
      roleOnly: config.roleOnly === true,
      annotations,
      labels,
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
