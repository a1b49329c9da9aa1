import { createServiceAccountArgs } from '../../run/eksctlArgs';
import { ServiceAccountConfig, serviceAccountsOf } from '../identities';
import { ServiceAccountPart } from '../types';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  hasEntries,
  PartKind,
  PartState,
  stateOf,
} from './PartKind';

const ROLE = 'eks.amazonaws.com/role-arn';

const ATTRIBUTES: Array<Attribute<ServiceAccountConfig, ServiceAccountPart>> = [
  {
    what: 'role',
    wanted: ({ roleArn }) => roleArn,
    found: ({ annotations }) => annotations[ROLE],
  },
  {
    what: 'annotations',
    wanted: ({ annotations }) => annotations,
    found: ({ annotations }) => annotations,
    matches: hasEntries,
  },
  {
    what: 'labels',
    wanted: ({ labels }) => labels,
    found: ({ labels }) => labels,
    matches: hasEntries,
  },
];

/**
 * `create iamserviceaccount` skips every service account with a stack, in any state; with the override flag it completes those that exist
 * in Kubernetes.
 */
export const serviceAccounts: PartKind<ServiceAccountConfig> = {
  name: 'serviceAccounts',
  wanted: context =>
    serviceAccountsOf(context.config).map(account => ({
      name: account.name,
      config: account,
      state: state(context, account),
      stacks: account.roleArn === undefined ? [account.stack] : [],
    })),
  args: createServiceAccountArgs,
  ask: ({ config }, accounts) => ({
    ...config,
    iam: {
      ...config.iam,
      serviceAccounts: accounts.map(account => account.config),
    },
  }),
};

function state(
  context: CompletionContext,
  account: ServiceAccountConfig,
): PartState {
  const lacksRole =
    account.roleArn === undefined && !context.has(account.stack);
  const found = context.parts.serviceAccounts.find(
    ({ name }) => name === account.name,
  );
  if (account.roleOnly) {
    return { kind: lacksRole ? 'missing' : 'complete' };
  }
  if (lacksRole || !found) {
    return { kind: 'missing' };
  }
  return stateOf([
    ...(account.roleArn !== undefined ||
    context.isRoleOf(account.stack, found.annotations[ROLE])
      ? []
      : [`role ${found.annotations[ROLE] ?? 'none'} is not that of its stack`]),
    ...differencesOf(ATTRIBUTES, account, found),
  ]);
}
