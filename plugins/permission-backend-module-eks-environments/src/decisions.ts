import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';

export const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
