import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { isBrokenCircuitError } from 'cockatiel';
import { AwsAccounts } from './AwsAccounts';

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };

describe('AwsAccounts', () => {
  const credentialsFor = jest.fn(async () => async () => credentials);
  const accounts = new AwsAccounts({
    accounts: [
      {
        id: 'other',
        accountNumber: '222222222222',
        regions: ['eu-north-1'],
      },
      {
        id: 'sandbox',
        accountNumber: '111111111111',
        regions: ['eu-west-1', 'us-east-1'],
      },
      { id: 'shared', regions: ['office'] },
    ],
    credentialsFor,
  });

  it('opens an account and region once, with one set of credentials for all regions of the account', async () => {
    const access = await accounts.access('sandbox', 'eu-west-1');
    expect(access).toMatchObject({ accountNumber: '111111111111' });
    expect(await access.credentials()).toEqual(credentials);
    expect(await accounts.access('sandbox', 'eu-west-1')).toBe(access);
    expect(await accounts.access('sandbox', 'us-east-1')).not.toBe(access);
    expect(credentialsFor.mock.calls).toEqual([
      [
        {
          accountNumber: '111111111111',
          region: 'eu-west-1',
          roleArn: undefined,
          sessionName: 'eks-environments',
        },
      ],
    ]);
  });

  it('names the account that the configuration does not have', async () => {
    await expect(accounts.access('gone', 'eu-west-1')).rejects.toThrow(
      /no account gone any more \(eksEnvironments.accounts\)/,
    );
  });

  it('refuses an account of another provisioner', async () => {
    await expect(accounts.access('shared', 'office')).rejects.toThrow(
      'The account shared has no accountNumber (eksEnvironments.accounts), so it is no AWS account',
    );
  });

  it('tries again what could not be opened', async () => {
    credentialsFor.mockRejectedValueOnce(new Error('not now'));
    await expect(accounts.access('other', 'eu-north-1')).rejects.toThrow();
    await expect(accounts.access('other', 'eu-north-1')).resolves.toBeDefined();
  });

  it('stops asking an AWS that is down, and goes on asking after a refusal', async () => {
    const { clients } = await accounts.access('sandbox', 'eu-south-1');
    let asked = 0;
    let error = Object.assign(new Error('no'), { name: 'AccessDenied' });
    clients.sts.middlewareStack.add(
      () => async () => {
        asked++;
        throw error;
      },
      { step: 'initialize', priority: 'low' },
    );
    const ask = () =>
      clients.sts.send(new GetCallerIdentityCommand({})).catch(e => e);
    for (let call = 0; call < 20; call++) {
      await ask();
    }
    expect(asked).toBe(20);

    error = Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' });
    for (let call = 0; call < 20; call++) {
      await ask();
    }
    expect(asked).toBe(30);
    expect(isBrokenCircuitError(await ask())).toBe(true);
  });
});
