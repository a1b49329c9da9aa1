import { AccessEntryConfig } from '../../model/clusterConfig';
import { createAccessEntryArgs } from '../../run/eksctlArgs';
import { AccessEntryPart } from '../types';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  PartKind,
  PartState,
} from './PartKind';

const ATTRIBUTES: Array<Attribute<AccessEntryConfig, AccessEntryPart>> = [
  {
    what: 'type',
    wanted: ({ type }) => type,
    found: ({ type }) => type,
  },
  {
    what: 'user name',
    wanted: ({ kubernetesUsername }) => kubernetesUsername,
    found: ({ username }) => username,
  },
  {
    what: 'groups',
    wanted: ({ kubernetesGroups = [] }) => [...kubernetesGroups].sort(),
    found: ({ groups }) => [...groups].sort(),
  },
  {
    what: 'policies',
    wanted: ({ accessPolicies = [] }) =>
      accessPolicies
        .map(({ policyARN, accessScope: { type, namespaces = [] } }) =>
          formatPolicy(policyARN, type, namespaces),
        )
        .sort(),
    found: ({ policies }) =>
      policies
        .map(({ policyArn, scope, namespaces }) =>
          formatPolicy(policyArn, scope, namespaces),
        )
        .sort(),
  },
];

function formatPolicy(
  arn: string,
  scope: string,
  namespaces: string[],
): string {
  return [arn, scope, ...[...namespaces].sort()].join(' ');
}

/** `create accessentry` skips every entry with a stack, in any state. */
export const accessEntries: PartKind<AccessEntryConfig> = {
  name: 'accessEntries',
  wanted: context =>
    (context.config.accessConfig?.accessEntries ?? []).map(entry => {
      const stack = stackOf(context, entry.principalARN);
      return {
        name: entry.principalARN,
        config: entry,
        state: state(context, entry, stack),
        stacks: stack ? [stack] : [],
      };
    }),
  args: createAccessEntryArgs,
  ask: ({ config }, entries) => ({
    ...config,
    accessConfig: { ...config.accessConfig, accessEntries: entries },
  }),
};

function state(
  { parts }: CompletionContext,
  wanted: AccessEntryConfig,
  stack: string | undefined,
): PartState {
  const found = parts.accessEntries.find(
    ({ principalArn }) => principalArn === wanted.principalARN,
  );
  if (!found) {
    return { kind: 'missing' };
  }
  const how = differencesOf(ATTRIBUTES, wanted, found);
  if (how.length === 0) {
    return { kind: 'complete' };
  }
  return stack
    ? { kind: 'differs', how }
    : {
        kind: 'foreign',
        reason: `The cluster has an access entry of ${
          wanted.principalARN
        } that eksctl did not make, with ${how.join(', ')}`,
      };
}

function stackOf(
  context: CompletionContext,
  principalArn: string,
): string | undefined {
  return context.suffixWith('AWS::EKS::AccessEntry', physicalId =>
    physicalId.split('|').includes(principalArn),
  );
}
