import { AwsError } from '../server/AwsError';
import { hexId } from '../world/ids';
import { ACCOUNT_IDS } from '../world/World';
import { QueryActions } from './service';

/** Actions of STS. */
export const STS: QueryActions = {
  GetCallerIdentity: ({ principal }) => ({
    UserId: principal.userId,
    Account: principal.accountId,
    Arn: principal.arn,
  }),

  AssumeRole({ world, principal }, parameters) {
    const roleArn = parameters.required('RoleArn');
    const session = parameters.required('RoleSessionName');
    const [, accountId, roleName] =
      /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(roleArn) ??
      [];
    if (!(ACCOUNT_IDS as readonly string[]).includes(accountId)) {
      throw new AwsError(
        403,
        'AccessDenied',
        `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      );
    }
    // Real time, unlike everywhere else: the clients' SDKs check the expiry by their own clocks.
    const now = Date.now();
    const credentials = {
      accessKeyId: `ASIA${hexId(8).toUpperCase()}`,
      secretAccessKey: hexId(20),
      sessionToken: hexId(64),
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`,
      roleArn,
      expiresAt: now + (parameters.number('DurationSeconds') ?? 3600) * 1000,
    };
    world.state.sessions = [
      ...world.state.sessions.filter(
        known => known.expiresAt > now - 86_400_000,
      ),
      credentials,
    ];
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: new Date(credentials.expiresAt),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROA${hexId(8).toUpperCase()}:${session}`,
        Arn: credentials.arn,
      },
    };
  },
};
