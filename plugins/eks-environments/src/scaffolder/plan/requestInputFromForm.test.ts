import { requestInputFromForm } from './requestInputFromForm';

describe('requestInputFromForm', () => {
  it('reads the values of all steps', () => {
    expect(
      requestInputFromForm(
        {
          name: 'checkout',
          owner: 'group:default/team-shop',
          reason: 'Load test',
          lease: 'P2D',
          region: 'eu-west-1',
          account: 'sandbox',
          values: { nodes: 2 },
          plan: 'Accepted',
        },
        { blueprint: 'small-cluster', version: 3 },
      ),
    ).toEqual({
      status: 'complete',
      input: {
        type: 'create',
        blueprint: 'small-cluster',
        version: 3,
        name: 'checkout',
        owner: 'group:default/team-shop',
        reason: 'Load test',
        lease: 'P2D',
        region: 'eu-west-1',
        account: 'sandbox',
        values: { nodes: 2 },
      },
    });
  });

  it('leaves out what is empty, so that the defaults of the service hold', () => {
    expect(
      requestInputFromForm(
        { name: 'checkout', owner: 'user:default/dana', reason: '  ' },
        { blueprint: 'small-cluster' },
      ),
    ).toEqual({
      status: 'complete',
      input: {
        type: 'create',
        blueprint: 'small-cluster',
        name: 'checkout',
        owner: 'user:default/dana',
        values: {},
      },
    });
  });

  it('asks for a revision when the form is about an environment', () => {
    expect(
      requestInputFromForm(
        { name: 'checkout', owner: 'user:default/dana', environmentId: 'e1' },
        { blueprint: 'small-cluster' },
      ),
    ).toMatchObject({
      status: 'complete',
      input: { type: 'revise', environmentId: 'e1', name: 'checkout' },
    });
  });

  it('names what is missing', () => {
    expect(
      requestInputFromForm({ name: ' ' }, { blueprint: 'small-cluster' }),
    ).toEqual({ status: 'incomplete', missing: ['name', 'owner'] });
    expect(
      requestInputFromForm(
        { name: 'checkout' },
        { blueprint: 'small-cluster' },
      ),
    ).toEqual({ status: 'incomplete', missing: ['owner'] });
  });

  it('reads parameters that a template calls otherwise', () => {
    expect(
      requestInputFromForm(
        { clusterName: 'checkout', owner: 'user:default/dana', size: { n: 1 } },
        {
          blueprint: 'small-cluster',
          parameters: { name: 'clusterName', values: 'size' },
        },
      ),
    ).toMatchObject({
      status: 'complete',
      input: { name: 'checkout', values: { n: 1 } },
    });
  });
});
