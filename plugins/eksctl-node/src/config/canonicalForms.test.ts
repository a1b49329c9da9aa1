import { withCanonicalForms } from './canonicalForms';

describe('what eksctl reads in several forms', () => {
  it('is an add-on by its name in lower case', () => {
    expect(
      withCanonicalForms({ addons: [{ name: 'VPC-CNI', version: 'latest' }] }),
    ).toEqual({ addons: [{ name: 'vpc-cni', version: 'latest' }] });
  });

  it('is a taint of a self-managed group', () => {
    const taints = {
      dedicated: 'gpu:NoSchedule',
      spot: ':PreferNoSchedule',
      feaster: 'NoExecute',
      odd: 'a:b:c',
    };
    expect(withCanonicalForms({ nodeGroups: [{ name: 'a', taints }] })).toEqual(
      {
        nodeGroups: [
          {
            name: 'a',
            taints: [
              { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' },
              { key: 'spot', effect: 'PreferNoSchedule' },
              { key: 'feaster', effect: 'NoExecute' },
              { key: 'odd', effect: 'a:b:c' },
            ],
          },
        ],
      },
    );
  });

  it.each([
    { addons: ['vpc-cni', null, { name: 1 }], nodeGroups: [null, 'a'] },
    { addons: 'vpc-cni', nodeGroups: { a: 1 } },
    { nodeGroups: [{ taints: { a: 1 } }, { taints: 'a' }] },
    // eksctl accepts only a list here
    { managedNodeGroups: [{ taints: { a: 'NoSchedule' } }] },
  ])('is left as it is where it is none of them: %j', config => {
    expect(withCanonicalForms(config)).toEqual(config);
  });
});
