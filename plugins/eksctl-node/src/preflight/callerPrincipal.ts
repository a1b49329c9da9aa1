import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { AwsClients } from '../stacks/AwsClients';

const ASSUMED_ROLE = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//;
const ROLE_OR_USER = /^arn:[\w-]+:iam::\d{12}:(role|user)\/.+/;

/**
 * The ARN of the IAM role or user of the credentials. STS returns the session of a role without the role's path, which EKS requires, so
 * the role is read from IAM.
 *
 * @throws Error if the credentials belong to neither a role nor a user
 */
export async function findCallerPrincipal({
  sts,
  iam,
}: Pick<AwsClients, 'sts' | 'iam'>): Promise<string> {
  const { Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  if (ROLE_OR_USER.test(arn)) {
    return arn;
  }
  const [, , , roleName] = ASSUMED_ROLE.exec(arn) ?? [];
  if (roleName === undefined) {
    throw new Error(`${arn} is neither an IAM role nor a user`);
  }
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  if (Role?.Arn === undefined) {
    throw new Error(`IAM gives no ARN for the role ${roleName}`);
  }
  return Role.Arn;
}
