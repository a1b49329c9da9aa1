import { checkPrincipals, iamPrincipalsOf } from './principals';

const owner = 'group:default/team-shop';
const role = 'arn:aws:iam::111111111111:role/shop';

describe('checkPrincipals', () => {
  it('finds nothing wrong with roles and users', () => {
    const principals = [role, 'arn:aws-cn:iam::111111111111:user/a/b'];
    expect(checkPrincipals({ owner, principals })).toEqual([]);
    expect(iamPrincipalsOf(principals)).toEqual(principals);
  });

  it('warns of what is no IAM principal, and leaves it out', () => {
    const session = 'arn:aws:sts::111111111111:assumed-role/shop/dana';
    const principals = [role, session];
    expect(checkPrincipals({ owner, principals })).toEqual([
      {
        severity: 'warning',
        code: 'invalid-principal',
        params: { principal: session, owner: 'team-shop' },
        field: 'owner',
        message: `"${session}", configured for team-shop, is not the ARN of an IAM role or user and gets no access`,
      },
    ]);
    expect(iamPrincipalsOf(principals)).toEqual([role]);
  });

  it('warns if nobody would have access', () => {
    expect(
      checkPrincipals({ owner, principals: ['dana'] }).map(({ code }) => code),
    ).toEqual(['invalid-principal', 'no-principals']);
  });
});
