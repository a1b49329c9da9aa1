import { JsonObject } from '@backstage/types';
import { ClusterConfig } from '../model/clusterConfig';

/** An entry of `iam.serviceAccounts`. */
export type ServiceAccountConfig = {
  /** `namespace/name` */
  name: string;
  /** Name suffix of the stack of its role. */
  stack: string;
  /** The role that the config names; undefined when eksctl creates one. */
  roleArn?: string;
  /** Whether eksctl creates only the role. */
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
