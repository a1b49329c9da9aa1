import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  BLUEPRINT,
  BLUEPRINT_TEMPLATE_TYPE,
  type Blueprint,
} from 'backstage-plugin-eks-environments-common';
import { cardText } from './cardText';

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
      description: cardText(blueprint),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [BLUEPRINT]: `${blueprint.name}@${blueprint.version}`,
      },
      tags: ['eks'],
    },
    spec: {
      type: BLUEPRINT_TEMPLATE_TYPE,
      owner: blueprint.owner ?? defaultOwner,
      parameters: [formStep(blueprint)],
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

/** One step: the plan is beside the fields, and the Scaffolder adds the review. */
function formStep(blueprint: Blueprint): JsonObject {
  const needsReason = blueprint.approval.mode === 'person';
  return {
    title: 'Environment',
    required: [
      'name',
      'owner',
      ...(needsReason ? ['reason'] : []),
      'region',
      'lease',
    ],
    properties: {
      ...identityFields(needsReason),
      ...(hasParameters(blueprint) && { values: valuesField(blueprint) }),
      ...leaseFields(blueprint),
      plan: planField(blueprint),
    },
  };
}

/** The plan shows the value in words, and so does the review. */
const SHOWN_BY_PLAN = { review: { show: false } };

function identityFields(needsReason: boolean): JsonObject {
  return {
    // Set by the link on a failed environment that starts a revision.
    environmentId: {
      title: 'Environment',
      type: 'string',
      'ui:widget': 'hidden',
      'ui:backstage': { review: { show: false } },
    },
    name: {
      title: 'Name',
      type: 'string',
      'ui:field': 'EksEnvironmentName',
    },
    owner: {
      title: 'Owner',
      type: 'string',
      description: 'Who may use it, extend it and delete it',
      'ui:field': 'EksEnvironmentOwner',
      'ui:backstage': SHOWN_BY_PLAN,
    },
    reason: {
      title: 'Reason',
      type: 'string',
      description: needsReason
        ? 'Who approves reads this first'
        : 'What it is for, for those who find it later',
      maxLength: 1000,
      'ui:widget': 'textarea',
      'ui:options': { rows: 2 },
    },
  };
}

function hasParameters({ parameters }: Blueprint): boolean {
  return Object.keys(parameters.properties ?? {}).length > 0;
}

/** Its label would be "values"; the fields have titles of their own. */
function valuesField({ parameters }: Blueprint): JsonObject {
  return { type: 'object', 'ui:options': { label: false }, ...parameters };
}

function leaseFields({ lease, regions, accounts }: Blueprint): JsonObject {
  return {
    region: choice('Region', regions),
    ...(accounts.length > 1 && { account: choice('AWS account', accounts) }),
    lease: {
      title: 'Lease',
      type: 'string',
      default: lease.default,
      'ui:field': 'EksEnvironmentLease',
      'ui:options': { default: lease.default, maximum: lease.maximum },
      'ui:backstage': SHOWN_BY_PLAN,
    },
  };
}

/** The titles are those of the review, which lists the properties of the plan. */
function planField({ name, version }: Blueprint): JsonObject {
  return {
    title: 'Plan',
    type: 'object',
    properties: {
      owner: { title: 'Owner', type: 'string' },
      lease: { title: 'Lease', type: 'string' },
      size: { title: 'Size', type: 'string' },
      cost: { title: 'Cost', type: 'string' },
      approval: { title: 'Approval', type: 'string' },
    },
    'ui:field': 'EksEnvironmentPlan',
    'ui:options': { blueprint: name, version },
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
