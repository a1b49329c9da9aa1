import { ClusterConfig } from '../../model/clusterConfig';
import { createFargateProfileArgs } from '../../run/eksctlArgs';
import { FargateProfilePart } from '../types';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  hasEntries,
  PartKind,
  PartState,
} from './PartKind';

type FargateProfileConfig = NonNullable<
  ClusterConfig['fargateProfiles']
>[number];

const ATTRIBUTES: Array<Attribute<FargateProfileConfig, FargateProfilePart>> = [
  {
    what: 'selectors',
    wanted: ({ selectors }) =>
      selectors?.map(({ namespace, labels = {} }) => ({ namespace, labels })),
    found: ({ selectors }) => selectors,
  },
  {
    what: 'role',
    wanted: ({ podExecutionRoleARN }) => podExecutionRoleARN,
    found: ({ podExecutionRoleArn }) => podExecutionRoleArn,
  },
  {
    what: 'subnets',
    wanted: ({ subnets }) => subnets && [...subnets].sort(),
    found: ({ subnets }) => [...subnets].sort(),
  },
  {
    what: 'tags',
    wanted: ({ tags }) => tags,
    found: ({ tags }) => tags,
    matches: hasEntries,
  },
];

/**
 * `create fargateprofile` skips every profile that exists, including failed ones, and those that EKS refuses because another profile is
 * in progress: EKS creates or deletes one profile at a time. In all of these cases it exits successfully.
 */
export const fargateProfiles: PartKind<FargateProfileConfig> = {
  name: 'fargateProfiles',
  wanted: context =>
    (context.config.fargateProfiles ?? []).map(profile => ({
      name: profile.name,
      config: profile,
      state: busyState(context) ?? state(context, profile),
      stacks: [],
    })),
  args: createFargateProfileArgs,
  ask: ({ config }, profiles) => ({ ...config, fargateProfiles: profiles }),
};

function busyState({ parts }: CompletionContext): PartState | undefined {
  const busy = parts.fargateProfiles.find(({ status }) =>
    ['CREATING', 'DELETING'].includes(status),
  );
  return (
    busy && {
      kind: 'busy',
      reason: `The Fargate profile ${busy.name} is ${busy.status}`,
    }
  );
}

function state(
  { parts }: CompletionContext,
  wanted: FargateProfileConfig,
): PartState {
  const found = parts.fargateProfiles.find(({ name }) => name === wanted.name);
  if (!found) {
    return { kind: 'missing' };
  }
  const wrong = hasFailed(found)
    ? [`is ${found.status}`, ...found.issues].join(': ')
    : differencesOf(ATTRIBUTES, wanted, found)
        .map((how, index) => (index === 0 ? `differs: ${how}` : how))
        .join(', ');
  return wrong === ''
    ? { kind: 'complete' }
    : {
        kind: 'obstructed',
        removal: {
          kind: 'remove',
          part: 'fargateProfile',
          name: found.name,
          id: found.name,
          reason: `The Fargate profile ${found.name} ${wrong}`,
        },
      };
}

/** Whether nodes or profiles will be created that pods of add-ons could run on. */
export function lacksProfiles({ config, parts }: CompletionContext): boolean {
  return (config.fargateProfiles ?? []).some(
    wanted =>
      !parts.fargateProfiles.some(
        found => found.name === wanted.name && !hasFailed(found),
      ),
  );
}

function hasFailed({ status }: FargateProfilePart): boolean {
  return status === 'CREATE_FAILED' || status === 'DELETE_FAILED';
}
