import { associateOidcProviderArgs } from '../../run/eksctlArgs';
import { PartKind } from './PartKind';

/** The trust of IAM in the issuer of the cluster: it is made whole or not at all. */
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
