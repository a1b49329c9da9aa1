/** Installation whose tags the config of a seeded environment carries. */
export const installation = 'test';

/** The beginning of a ClusterConfig of an environment, without a line break at its end: name, region, version, our tags, no Auto Mode. */
export function configHead(clusterName: string, environmentId: string): string {
  return `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ${clusterName}
  region: eu-west-1
  version: '1.34'
  tags:
    eks-environments.io/environment-id: ${environmentId}
    eks-environments.io/installation: ${installation}
autoModeConfig: { enabled: false }`;
}
