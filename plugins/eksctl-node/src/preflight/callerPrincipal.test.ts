import { awsError, fakeClients } from '../__fixtures__/fakeClients';
import { findCallerPrincipal } from './callerPrincipal';

function find(arn: string, role: () => object = () => ({})) {
  const { clients, calls } = fakeClients({
    GetCallerIdentity: () => ({ Arn: arn }),
    GetRole: role,
  });
  return { principal: findCallerPrincipal(clients), calls };
}

describe('findCallerPrincipal', () => {
  it.each([
    'arn:aws:iam::111122223333:user/portal',
    'arn:aws-cn:iam::111122223333:user/machines/portal',
  ])('takes the user %s as it is', async arn => {
    await expect(find(arn).principal).resolves.toBe(arn);
  });

  it.each([
    [
      'arn:aws:sts::111122223333:assumed-role/portal/eks-environments',
      'portal',
      'arn:aws:iam::111122223333:role/portal',
    ],
    [
      'arn:aws:sts::111122223333:assumed-role/portal/a.b@c',
      'portal',
      'arn:aws:iam::111122223333:role/platform/portals/portal',
    ],
    [
      'arn:aws-us-gov:sts::111122223333:assumed-role/AWSReservedSSO_Admin_1/pat',
      'AWSReservedSSO_Admin_1',
      'arn:aws-us-gov:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1',
    ],
  ])('asks IAM for the role of the session %s', async (arn, name, roleArn) => {
    const { principal, calls } = find(arn, () => ({ Role: { Arn: roleArn } }));
    await expect(principal).resolves.toBe(roleArn);
    expect(calls).toContainEqual({
      command: 'GetRole',
      input: { RoleName: name },
    });
  });

  it.each([
    'arn:aws:iam::111122223333:root',
    'arn:aws:sts::111122223333:federated-user/pat',
    '',
  ])('finds no principal for an access entry in "%s"', async arn => {
    await expect(find(arn).principal).rejects.toThrow(
      'is neither an IAM role nor a user',
    );
  });

  it('does not guess the path of a role that IAM does not show', async () => {
    const { principal } = find(
      'arn:aws:sts::111122223333:assumed-role/portal/x',
      () => {
        throw awsError(
          'AccessDenied',
          'not authorized to perform: iam:GetRole',
        );
      },
    );
    await expect(principal).rejects.toThrow('iam:GetRole');
  });
});
