import type { Kubeconfig } from 'backstage-plugin-eks-environments-common';
import type { ClusterConfig } from 'backstage-plugin-eksctl-node';
import { parse, stringify } from 'yaml';

/** A cluster that answers. */
export interface ReachableCluster {
  clusterName: string;
  region: string;
  endpoint: string;
  /** Base64 of the PEM. */
  certificateAuthority: string;
  /** The ClusterConfig in YAML that it was made from. */
  config: string;
}

/**
 * A kubeconfig that asks the AWS command line for a token each time. It holds no secret: it works for those who have AWS
 * credentials of a principal with an access entry, and for nobody else.
 */
export function toKubeconfig(cluster: ReachableCluster): Kubeconfig {
  const { clusterName, region, endpoint, certificateAuthority } = cluster;
  const principals = principalsOf(cluster.config);
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

function principalsOf(config: string): string[] {
  const { accessConfig }: ClusterConfig = parse(config);
  return (accessConfig?.accessEntries ?? []).map(entry => entry.principalARN);
}
