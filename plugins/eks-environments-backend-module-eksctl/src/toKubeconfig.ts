import type { Kubeconfig } from 'backstage-plugin-eks-environments-common';
import type {
  CreatedResource,
  ProvisionedEnvironment,
} from 'backstage-plugin-eks-environments-node';
import {
  type ClusterConfig,
  parseWrittenConfig,
} from 'backstage-plugin-eksctl-node';
import { stringify } from 'yaml';

/**
 * A kubeconfig that asks the AWS command line for a token each time. It holds no secret: it works for those who have AWS
 * credentials of a principal with an access entry, and for nobody else.
 */
export function toKubeconfig(
  { resourceRef: clusterName, region, spec }: ProvisionedEnvironment,
  {
    endpoint,
    certificateAuthority,
  }: Required<Pick<CreatedResource, 'endpoint' | 'certificateAuthority'>>,
): Kubeconfig {
  const principals = principalsOf(spec);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: clusterName,
        cluster: {
          server: endpoint,
          'certificate-authority-data': certificateAuthority,
        },
      },
    ],
    contexts: [
      {
        name: clusterName,
        context: { cluster: clusterName, user: clusterName },
      },
    ],
    'current-context': clusterName,
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            command: 'aws',
            args: [
              'eks',
              'get-token',
              '--cluster-name',
              clusterName,
              '--region',
              region,
              '--output',
              'json',
            ],
            interactiveMode: 'IfAvailable',
            provideClusterInfo: false,
          },
        },
      },
    ],
  };
  const comment = [
    '# Needs the AWS command line, signed in as one of the IAM principals that the cluster lets in:',
    ...principals.map(principal => `#   ${principal}`),
  ].join('\n');
  return {
    kubeconfig: `${comment}\n${stringify(kubeconfig)}`,
    command: `aws eks update-kubeconfig --name ${clusterName} --region ${region}`,
    principals,
  };
}

function principalsOf(spec: string): string[] {
  const { accessConfig } = parseWrittenConfig(spec) as ClusterConfig;
  return (accessConfig?.accessEntries ?? []).map(entry => entry.principalARN);
}
