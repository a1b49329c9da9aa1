import { associateOidcProviderArgs } from '../../run/eksctlArgs';
import { PartKind } from './PartKind';

/** The IAM OIDC provider of the cluster's issuer, which is created completely or not at all. */
export const oidcProvider: PartKind<undefined> = {
  name: 'oidcProvider',
  wanted: ({ config, parts }) =>
    config.iam?.withOIDC === true
      ? [
          {
            name: 'OIDC provider',
            config: undefined,
            state: { kind: parts.oidcProvider ? 'complete' : 'missing' },
            stacks: [],
          },
        ]
      : [],
  args: associateOidcProviderArgs,
  ask: ({ config }) => config,
};
