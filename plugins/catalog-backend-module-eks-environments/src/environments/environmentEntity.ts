import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  BLUEPRINT,
  conditionLabel,
  ENTITY_LOCATION_TYPE,
  ENTITY_TYPE,
  ENVIRONMENT_ID,
  EXPIRES_AT,
  isGone,
  isQueued,
  LEASE_PHASE,
  STATE,
  type Environment,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';

/** Day on which the lease ends, as a label: labels can be used in filters, but their values cannot contain colons. */
const EXPIRES_ON = 'eks-environments.io/expires-on';

/**
 * The catalog entity of an environment; `undefined` if it has none.
 *
 * @remarks
 *
 * The Kubernetes plugin treats resources of type `kubernetes-cluster` with its annotations as clusters.
 */
export function environmentEntity(
  environment: Environment,
  appBaseUrl: string,
): ResourceEntity | undefined {
  // Before its creation and after its deletion, there are no resources in AWS.
  if (isQueued(environment.state) || isGone(environment.state)) {
    return undefined;
  }
  const page = `${appBaseUrl}/environments/${environment.id}`;
  const location = `${ENTITY_LOCATION_TYPE}:${page}`;
  const system = environment.values.system;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: environment.clusterName,
      title: environment.name,
      description: describe(environment),
      annotations: {
        // Not a URL: the catalog would offer to edit the entity at its source.
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_VIEW_URL]: page,
        [ENVIRONMENT_ID]: environment.id,
        [BLUEPRINT]: `${environment.blueprint.name}@${environment.blueprint.version}`,
        ...(environment.lease.expiresAt && {
          [EXPIRES_AT]: environment.lease.expiresAt,
        }),
        ...kubernetesAnnotations(environment),
      },
      labels: labelsOf(environment),
      tags: ['eks', environment.region],
      links: [
        { title: 'Environment', url: page, icon: 'dashboard' },
        ...(environment.consoleUrl
          ? [
              {
                title: 'Console',
                url: environment.consoleUrl,
                icon: 'cloud',
              },
            ]
          : []),
      ],
    },
    spec: {
      type: ENTITY_TYPE,
      owner: environment.owner,
      ...(typeof system === 'string' && system !== '' && { system }),
    },
  };
}

function describe({ blueprint, region, account }: Environment): string {
  return `EKS cluster of the blueprint ${
    blueprint.title ?? blueprint.name
  } in ${region}, account ${account}, on a lease`;
}

function labelsOf({
  state,
  lease,
  conditions,
}: Environment): Record<string, string> {
  const expires = lease.expiresAt
    ? DateTime.fromISO(lease.expiresAt, { zone: 'utc' }).toISODate()
    : undefined;
  return {
    [STATE]: state.toLowerCase(),
    [LEASE_PHASE]: lease.phase,
    ...(expires && { [EXPIRES_ON]: expires }),
    ...Object.fromEntries(
      conditions.map(({ type, status }) => [
        conditionLabel(type),
        status.toLowerCase(),
      ]),
    ),
  };
}

/** The annotations with which the Kubernetes plugin reaches the cluster; none until there is an endpoint. */
function kubernetesAnnotations({
  clusterName,
  endpoint,
  certificateAuthority,
}: Environment): Record<string, string> {
  if (!endpoint || !certificateAuthority) {
    return {};
  }
  return {
    'kubernetes.io/api-server': endpoint,
    'kubernetes.io/api-server-certificate-authority': certificateAuthority,
    'kubernetes.io/auth-provider': 'aws',
    'kubernetes.io/x-k8s-aws-id': clusterName,
  };
}
