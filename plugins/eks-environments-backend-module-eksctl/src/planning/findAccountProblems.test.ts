import { findAccountProblems } from './findAccountProblems';

const accounts = [
  { id: 'sandbox', accountNumber: '111111111111', regions: ['eu-west-1'] },
  { id: 'shared', regions: ['office'] },
];

describe('findAccountProblems', () => {
  it('refuses accounts without a number', () => {
    const problems = findAccountProblems(
      { accounts: ['sandbox', 'shared', 'not-configured'] },
      accounts,
    );
    expect(problems).toEqual([
      {
        path: 'spec.accounts',
        message:
          'must not contain shared, which has no accountNumber in eksEnvironments.accounts and so is no AWS account',
      },
    ]);
  });

  it('allows AWS accounts', () => {
    expect(findAccountProblems({ accounts: ['sandbox'] }, accounts)).toEqual(
      [],
    );
  });
});
