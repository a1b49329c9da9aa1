import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
} from '@aws-sdk/types';

/** The same margin as in the AWS SDK: a call that begins now must not outlive its credentials. */
const REFRESH_BEFORE_MS = 5 * 60_000;

/**
 * Shares one set of temporary credentials among all callers, until shortly before it expires.
 *
 * @remarks
 *
 * Each client of the AWS SDK caches credentials separately, so a role would be assumed once per client. Credentials without an expiry are
 * read again each time: that costs nothing, and they may have been rotated.
 */
export function shareCredentials(
  provider: AwsCredentialIdentityProvider,
): AwsCredentialIdentityProvider {
  let current: AwsCredentialIdentity | undefined;
  let pending: Promise<AwsCredentialIdentity> | undefined;

  async function refresh(
    properties: Parameters<AwsCredentialIdentityProvider>[0],
  ): Promise<AwsCredentialIdentity> {
    try {
      current = await provider(properties);
      return current;
    } catch (error) {
      // While STS is down, the old credentials are used until they expire.
      if (current && isValidFor(current, 0)) {
        return current;
      }
      throw error;
    } finally {
      pending = undefined;
    }
  }

  return async properties => {
    if (current && isValidFor(current, REFRESH_BEFORE_MS)) {
      return current;
    }
    pending ??= refresh(properties);
    return pending;
  };
}

function isValidFor(
  { expiration }: AwsCredentialIdentity,
  milliseconds: number,
): boolean {
  return (
    expiration !== undefined && expiration.getTime() - Date.now() > milliseconds
  );
}
