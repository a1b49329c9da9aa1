import { EksEnvironmentsClient } from 'backstage-plugin-eks-environments-common';
import { throwingServerErrors } from './serverErrors';

function clientOf(response: Response) {
  return new EksEnvironmentsClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal' },
    fetchApi: { fetch: throwingServerErrors(async () => response) },
  });
}

describe('throwingServerErrors', () => {
  it('has the client throw the error of the server, by its name and in its words', async () => {
    const refusal = new Response(
      JSON.stringify({
        error: { name: 'ConflictError', message: 'The quota is used up' },
        request: { method: 'POST', url: '/v1/requests' },
        response: { statusCode: 409 },
      }),
      { status: 409, headers: { 'Content-Type': 'application/json' } },
    );

    await expect(clientOf(refusal).getEnvironment('e1')).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'The quota is used up',
    });
  });

  it('lets answers through', async () => {
    const answer = new Response(JSON.stringify({ id: 'e1' }));

    await expect(clientOf(answer).getEnvironment('e1')).resolves.toEqual({
      id: 'e1',
    });
  });
});
