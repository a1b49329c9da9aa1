import type { JsonObject } from '@backstage/types';
import type { ClusterConfig, Finding } from 'backstage-plugin-eksctl-node';
import type { RegionAnswers } from '../preflight/regionAnswers';

const CREATOR = 'accessConfig.bootstrapClusterCreatorAdminPermissions';

/** The findings that follow from AWS's answers, or from missing answers, for a config. */
export function answerFindings(
  config: JsonObject,
  { version, portalPrincipal }: RegionAnswers,
  region: string,
): Finding[] {
  const { metadata, accessConfig } = config as Partial<ClusterConfig>;
  const findings: Finding[] = [];
  if (version) {
    const path = 'metadata.version';
    findings.push(
      version.kind === 'known'
        ? {
            severity: 'info',
            code: 'version-resolved',
            path,
            message: `The cluster will have Kubernetes ${version.value}, which is what "${metadata?.version}" means in ${region} now`,
          }
        : {
            severity: 'error',
            code: 'version-unresolved',
            path,
            message: `${path} is "${metadata?.version}", and AWS did not say which version that is in ${region} (${version.reason}); name a version, such as "1.34"`,
          },
    );
  }
  if (portalPrincipal?.kind === 'unknown') {
    findings.push({
      severity: 'error',
      code: 'portal-access',
      path: CREATOR,
      message: `${CREATOR} must not be false, because the portal could not find out which IAM role it needs an access entry for (${portalPrincipal.reason})`,
    });
  }
  if (portalPrincipal?.kind === 'known') {
    const entries = accessConfig?.accessEntries ?? [];
    const index = entries.findIndex(
      ({ principalARN }) => principalARN === portalPrincipal.value,
    );
    if (index >= 0 && !isAdmin(entries[index])) {
      findings.push({
        severity: 'error',
        code: 'portal-access',
        path: `accessConfig.accessEntries[${index}]`,
        message: `accessConfig.accessEntries[${index}] is of the portal’s own role, which must have AmazonEKSClusterAdminPolicy for the whole cluster where ${CREATOR} is false; leave the entry out, and the portal adds its own`,
      });
    }
  }
  return findings;
}

type AccessEntry = NonNullable<
  NonNullable<ClusterConfig['accessConfig']>['accessEntries']
>[number];

function isAdmin({ accessPolicies = [] }: AccessEntry): boolean {
  return accessPolicies.some(
    ({ policyARN, accessScope }) =>
      policyARN.endsWith('/AmazonEKSClusterAdminPolicy') &&
      accessScope.type === 'cluster',
  );
}
