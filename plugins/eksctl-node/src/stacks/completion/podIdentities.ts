import { createPodIdentityArgs } from '../../run/eksctlArgs';
import { PodIdentityConfig, podIdentitiesOf } from '../identities';
import { PodIdentityPart } from '../types';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  hasEntries,
  PartKind,
  PartState,
} from './PartKind';

const ATTRIBUTES: Array<Attribute<PodIdentityConfig, PodIdentityPart>> = [
  {
    what: 'role',
    wanted: ({ config }) => config.roleARN,
    found: ({ roleArn }) => roleArn,
  },
  {
    what: 'target role',
    wanted: ({ config }) => config.targetRoleARN,
    found: ({ targetRoleArn }) => targetRoleArn,
  },
  {
    what: 'disableSessionTags',
    wanted: ({ config }) => config.disableSessionTags,
    found: ({ disableSessionTags }) => disableSessionTags,
  },
  {
    what: 'tags',
    wanted: ({ config }) => config.tags,
    found: ({ tags }) => tags,
    matches: hasEntries,
  },
];

/**
 * `create podidentityassociation` skips nothing: it fails if an association or the stack of its role exists. An association that differs
 * has to be removed, since no command of eksctl assigns it the role of an unchanged stack.
 */
export const podIdentities: PartKind<PodIdentityConfig> = {
  name: 'podIdentities',
  wanted: context =>
    podIdentitiesOf(context.config).map(identity => ({
      name: identity.name,
      config: identity,
      state: state(context, identity),
      stacks: [identity.stack],
    })),
  args: createPodIdentityArgs,
  ask: ({ config }, identities) => ({
    ...config,
    iam: {
      ...config.iam,
      podIdentityAssociations: identities.map(identity => identity.config),
    },
  }),
};

function state(
  context: CompletionContext,
  identity: PodIdentityConfig,
): PartState {
  const found = context.parts.podIdentities.find(
    ({ name }) => name === identity.name,
  );
  if (!found) {
    return { kind: 'missing' };
  }
  const hasItsRole =
    identity.config.roleARN !== undefined ||
    context.isRoleOf(identity.stack, found.roleArn);
  const how = [
    ...(hasItsRole ? [] : [`role ${found.roleArn} is not that of its stack`]),
    ...differencesOf(ATTRIBUTES, identity, found),
  ];
  return how.length === 0
    ? { kind: 'complete' }
    : {
        kind: 'obstructed',
        removal: {
          kind: 'remove',
          part: 'podIdentity',
          name: found.name,
          id: found.id,
          reason: `The pod identity association ${
            found.name
          } differs: ${how.join(', ')}`,
        },
      };
}
