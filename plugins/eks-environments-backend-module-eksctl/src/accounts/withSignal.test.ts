import { EKSClient, paginateListClusters } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createAwsClients } from 'backstage-plugin-eksctl-node';
import { withSignal } from './withSignal';

function silentAccess() {
  const credentials = async () => ({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });
  const clients = createAwsClients({ region: 'eu-west-1', credentials });
  // The handler of the SDK ends a request when its signal aborts; AWS never answers.
  const handler = {
    handle: (_request: unknown, { abortSignal }: { abortSignal?: any } = {}) =>
      new Promise<never>((_, reject) => {
        const end = () =>
          reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
        if (abortSignal?.aborted) {
          end();
        }
        abortSignal?.addEventListener('abort', end);
      }),
  };
  for (const client of [clients.sts, clients.eks]) {
    Object.assign(client.config, { requestHandler: handler });
  }
  return {
    account: 'sandbox',
    accountNumber: '111111111111',
    region: 'eu-west-1',
    credentials,
    clients,
    kubernetes: async <T>(_endpoint: string, call: () => Promise<T>) => call(),
  };
}

describe('withSignal', () => {
  it('ends a call to AWS when the signal aborts', async () => {
    const caller = new AbortController();
    const { clients } = withSignal(silentAccess(), caller.signal);
    const asked = clients.sts.send(new GetCallerIdentityCommand({}));
    caller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends the pages of a list, too', async () => {
    const caller = new AbortController();
    const { clients } = withSignal(silentAccess(), caller.signal);
    expect(clients.eks).toBeInstanceOf(EKSClient);
    const pages = paginateListClusters({ client: clients.eks }, {});
    const asked = pages.next();
    caller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
