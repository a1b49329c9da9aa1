import { mockServices } from '@backstage/backend-test-utils';
import { readAwsAccounts } from './readAwsAccounts';

const one = '111111111111';
const two = '222222222222';

function read(...accounts: [number: string, ...regions: string[]][]) {
  return readAwsAccounts(
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

describe('readAwsAccounts', () => {
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

  it('takes the rules of an account before those for all', () => {
    const [own, other] = readAwsAccounts(
      mockServices.rootConfig({
        data: {
          eksEnvironments: {
            allowExtendedSupport: true,
            accounts: [
              {
                id: 'own',
                accountNumber: one,
                regions: ['eu-west-1'],
                allowExtendedSupport: false,
                privateEndpointReachable: true,
              },
              { id: 'other', accountNumber: two, regions: ['eu-west-1'] },
            ],
          },
        },
      }),
    );
    expect(own).toMatchObject({
      allowExtendedSupport: false,
      privateEndpointReachable: true,
    });
    expect(other).toMatchObject({
      allowExtendedSupport: true,
      privateEndpointReachable: false,
    });
  });

  it('refuses a rule that is neither true nor false', () => {
    const config = mockServices.rootConfig({
      data: {
        eksEnvironments: {
          privateEndpointReachable: 'vpn',
          accounts: [{ id: 'a', accountNumber: one, regions: ['eu-west-1'] }],
        },
      },
    });
    expect(() => readAwsAccounts(config)).toThrow(
      'eksEnvironments.privateEndpointReachable',
    );
  });
});
