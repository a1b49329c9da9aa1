import { mockServices } from '@backstage/backend-test-utils';
import { readAccounts } from './accounts';

const one = '111111111111';
const two = '222222222222';

function read(...accounts: [number: string, ...regions: string[]][]) {
  return readAccounts(
    mockServices.rootConfig({
      data: {
        eksEnvironments: {
          accounts: accounts.map(([accountNumber, ...regions], index) => ({
            id: `account-${index}`,
            accountNumber,
            regions,
          })),
        },
      },
    }),
  );
}

describe('readAccounts', () => {
  it('takes several accounts in a region, and several entries for regions of one', () => {
    expect(
      read([one, 'eu-west-1'], [two, 'eu-west-1'], [one, 'us-east-1']),
    ).toMatchObject([
      { accountNumber: one, regions: ['eu-west-1'] },
      { accountNumber: two, regions: ['eu-west-1'] },
      { accountNumber: one, regions: ['us-east-1'] },
    ]);
  });

  it('refuses two entries for one region of one account', () => {
    expect(() =>
      read([one, 'eu-west-1'], [two, 'eu-west-1'], [one, 'eu-west-1']),
    ).toThrow(
      'eksEnvironments.accounts[2].regions must not name eu-west-1 again: accounts[0] has it for 111111111111',
    );
    expect(() => read([one, 'eu-west-1', 'eu-west-1'])).toThrow(
      'accounts[0].regions must not name eu-west-1 again',
    );
  });
});
