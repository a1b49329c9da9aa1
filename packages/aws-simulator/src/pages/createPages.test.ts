import { Simulator, startSimulator } from '../server/startSimulator';

describe("the simulator's own pages", () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 10 });
  });

  afterEach(() => simulator.close());

  const request = (path: string, init?: RequestInit) =>
    fetch(`${simulator.url}/_simulator${path}`, init);
  const post = (path: string, body: unknown) =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('says that it is there and how fast its time runs', async () => {
    expect((await request('/health')).status).toBe(200);
    await expect((await request('/clock')).json()).resolves.toMatchObject({
      speed: 10,
    });
  });

  it('switches faults on and off', async () => {
    const made = await post('/faults', {
      effect: { kind: 'throttling' },
      match: { service: 'eks' },
      times: 2,
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect(simulator.faults.list()).toEqual([
      {
        id,
        match: { service: 'eks' },
        effect: { kind: 'throttling' },
        remaining: 2,
      },
    ]);
    expect((await request(`/faults/${id}`, { method: 'DELETE' })).status).toBe(
      200,
    );
    expect((await request(`/faults/${id}`, { method: 'DELETE' })).status).toBe(
      404,
    );
    expect(
      (await post('/faults', { effect: { kind: 'earthquake' } })).status,
    ).toBe(400);
    expect(simulator.faults.list()).toEqual([]);
  });

  it('takes the form of its page', async () => {
    const page = await (await request('/')).text();
    expect(page).toContain('No capacity for a control plane');
    const body = new URLSearchParams({
      preset: 'ses-down',
      cluster: '',
      times: '1',
    });
    const answer = await request('/faults', {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(simulator.faults.list()).toMatchObject([
      { match: { service: 'ses' }, remaining: 1 },
    ]);
  });

  it('shows what the accounts hold, and never markup of others', async () => {
    await post('/leftovers', {
      accountId: '111111111111',
      regionName: 'eu-west-1',
      cluster: '<script>alert(1)</script>',
      kinds: ['volume', 'log-group'],
    });
    const page = await (await request('/')).text();
    expect(page).toContain('/aws/containerinsights/&#60;script&#62;');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<h3>Clusters</h3>');
    await post('/reset', {});
    expect(await (await request('/')).text()).toContain(
      'The accounts are empty.',
    );
  });

  it('does not show the key of its certificate', async () => {
    expect(await (await request('/state.json')).text()).not.toContain(
      'PRIVATE KEY',
    );
  });
});
