/** A trust policy for one service principal. */
export function rolePolicy(service: string): Record<string, unknown> {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: [service] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
}

/** The template of a stack that holds one role for a pod identity association. */
export function podIdentityRoleTemplate(roleName?: string): string {
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'IAM role for pod identity association [created and managed by eksctl]',
    Resources: {
      Role1: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...(roleName && { RoleName: roleName }),
          AssumeRolePolicyDocument: rolePolicy('pods.eks.amazonaws.com'),
        },
      },
    },
    Outputs: { Role1: { Value: { 'Fn::GetAtt': ['Role1', 'Arn'] } } },
  });
}
