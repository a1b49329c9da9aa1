import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  BLUEPRINT,
  type Blueprint,
} from 'backstage-plugin-eks-environments-common';

/**
 * The Scaffolder template of a blueprint.
 *
 * @remarks
 *
 * The plan field reads the other parameters by name: `name`, `owner`, `reason`, `region`, `account` and `lease`, and the blueprint's own
 * parameters as one object, `values`.
 */
export function blueprintTemplate(
  blueprint: Blueprint,
  defaultOwner: string,
): Entity {
  const location = `eks-environments:blueprint/${blueprint.name}`;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: `eks-environment-${blueprint.name}`,
      title: blueprint.title,
      description: blueprint.description,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [BLUEPRINT]: `${blueprint.name}@${blueprint.version}`,
      },
      tags: ['eks'],
    },
    spec: {
      type: 'environment',
      owner: blueprint.owner ?? defaultOwner,
      parameters: [
        environmentStep(blueprint),
        ...(hasParameters(blueprint) ? [valuesStep(blueprint)] : []),
        leaseStep(blueprint),
      ],
      steps: [requestStep(blueprint)],
      output: {
        links: [
          {
            title: 'Go to the environment',
            icon: 'dashboard',
            url: '${{ steps.request.output.path }}',
          },
        ],
      },
    },
  };
}

function environmentStep({ approval }: Blueprint): JsonObject {
  const needsReason = approval.mode === 'person';
  return {
    title: 'Environment',
    required: ['name', 'owner', ...(needsReason ? ['reason'] : [])],
    properties: {
      name: {
        title: 'Name',
        type: 'string',
        description:
          'Lower-case letters and digits with single hyphens, starting with a letter',
        pattern: '^[a-z](-?[a-z0-9])*$',
        maxLength: 30,
        'ui:autofocus': true,
      },
      owner: {
        title: 'Owner',
        type: 'string',
        description: 'Who may use it, extend it and delete it',
        'ui:field': 'EksEnvironmentOwner',
      },
      reason: {
        title: 'Reason',
        type: 'string',
        description: needsReason
          ? 'Who approves reads this first'
          : 'What it is for, for those who find it later',
        maxLength: 1000,
        'ui:widget': 'textarea',
      },
      // Set by the link on a failed environment that starts a revision.
      environmentId: {
        title: 'Environment',
        type: 'string',
        'ui:widget': 'hidden',
        'ui:backstage': { review: { show: false } },
      },
    },
  };
}

function hasParameters({ parameters }: Blueprint): boolean {
  return Object.keys(parameters.properties ?? {}).length > 0;
}

function valuesStep({ title, parameters }: Blueprint): JsonObject {
  return {
    title,
    properties: {
      // The label would be "values"; the step already has a title.
      values: { type: 'object', 'ui:options': { label: false }, ...parameters },
    },
  };
}

function leaseStep(blueprint: Blueprint): JsonObject {
  const { name, version, lease, regions, accounts } = blueprint;
  return {
    title: 'Lease and plan',
    required: ['region', 'lease'],
    properties: {
      region: choice('Region', regions),
      ...(accounts.length > 1 && { account: choice('AWS account', accounts) }),
      lease: {
        title: 'Lease',
        type: 'string',
        default: lease.default,
        'ui:field': 'EksEnvironmentLease',
        'ui:options': { default: lease.default, maximum: lease.maximum },
      },
      plan: {
        title: 'Plan',
        type: 'string',
        'ui:field': 'EksEnvironmentPlan',
        'ui:options': { blueprint: name, version },
      },
    },
  };
}

function choice(title: string, values: string[]): JsonObject {
  return { title, type: 'string', enum: values, default: values[0] };
}

function requestStep(blueprint: Blueprint): JsonObject {
  const { name, version, accounts } = blueprint;
  return {
    id: 'request',
    name: 'Request the environment',
    action: 'eks-environments:request',
    input: {
      blueprint: name,
      version,
      name: '${{ parameters.name }}',
      owner: '${{ parameters.owner }}',
      reason: '${{ parameters.reason }}',
      region: '${{ parameters.region }}',
      ...(accounts.length > 1 && { account: '${{ parameters.account }}' }),
      lease: '${{ parameters.lease }}',
      environmentId: '${{ parameters.environmentId }}',
      ...(hasParameters(blueprint) && { values: '${{ parameters.values }}' }),
    },
  };
}
