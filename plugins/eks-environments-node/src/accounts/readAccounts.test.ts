import { ConfigReader } from '@backstage/config';
import { readAccounts } from './readAccounts';

const read = (...accounts: object[]) =>
  readAccounts(
    new ConfigReader({
      eksEnvironments: { accounts: JSON.parse(JSON.stringify(accounts)) },
    }),
  );

describe('readAccounts', () => {
  it('needs a number of AWS for AWS accounts only', () => {
    const accounts = [
      { id: 'sandbox', accountNumber: '111111111111', regions: ['eu-west-1'] },
      { id: 'shared', regions: ['office'] },
    ];
    expect(read(...accounts)).toEqual(accounts);
  });

  it.each([
    [
      [{ id: 'a', accountNumber: '123', regions: ['eu-west-1'] }],
      'eksEnvironments.accounts[0].accountNumber must be twelve digits in quotes, not "123"',
    ],
    [
      [{ id: 'a', regions: [] }],
      'eksEnvironments.accounts[0].regions must name at least one region',
    ],
    [
      [
        { id: 'a', regions: ['x'] },
        { id: 'a', regions: ['y'] },
      ],
      'eksEnvironments.accounts[1].id must not be a again: accounts[0] has this id',
    ],
  ])('refuses %j', (accounts, message) => {
    expect(() => read(...accounts)).toThrow(message);
  });
});
