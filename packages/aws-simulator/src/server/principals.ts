import { World } from '../world/World';
import { AwsError } from './AwsError';

/** The signer of a request. */
export interface Principal {
  accountId: string;
  /** In STS's form; for a role, the session. */
  arn: string;
  /** In the form of IAM and EKS access entries; for a role, the role. */
  iamArn: string;
  userId: string;
}

export interface KnownCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiresAt?: number;
  principal: Principal;
}

/** Long-lived keys for local use; they are valid only for this simulator. */
export const STATIC_CREDENTIALS = [
  {
    accountId: '111111111111',
    accessKeyId: 'AKIASIMULATOR0000001',
    secretAccessKey: 'simulator/secret/of/account/111111111111',
  },
  {
    accountId: '222222222222',
    accessKeyId: 'AKIASIMULATOR0000002',
    secretAccessKey: 'simulator/secret/of/account/222222222222',
  },
] as const;

/** Finds the credentials of a key id and session token, with AWS's checks at the given time. */
export function findCredentials(
  world: World,
  accessKeyId: string,
  sessionToken: string | undefined,
  at: number,
): KnownCredentials {
  const fixed = STATIC_CREDENTIALS.find(
    known => known.accessKeyId === accessKeyId,
  );
  if (fixed) {
    const arn = `arn:aws:iam::${fixed.accountId}:user/portal`;
    return {
      ...fixed,
      principal: {
        accountId: fixed.accountId,
        arn,
        iamArn: arn,
        userId: `AIDA${fixed.accountId}PORTAL`,
      },
    };
  }
  const session = world.state.sessions.find(
    known => known.accessKeyId === accessKeyId,
  );
  if (!session || session.sessionToken !== sessionToken) {
    throw new AwsError(
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    );
  }
  if (session.expiresAt <= at) {
    throw new AwsError(
      403,
      'ExpiredToken',
      'The security token included in the request is expired',
    );
  }
  const { accountId, arn, roleArn } = session;
  const userId = `AROA${session.accessKeyId.slice(4)}:${arn.split('/').pop()}`;
  return { ...session, principal: { accountId, arn, iamArn: roleArn, userId } };
}
