import { fieldLabel, fieldTitles } from './fieldTitles';

describe('fieldTitles', () => {
  it('finds the titles of parameters, also deep inside', () => {
    expect(
      fieldTitles({
        type: 'object',
        properties: {
          nodes: {
            type: 'object',
            title: 'Nodes',
            properties: { maximum: { type: 'integer', title: 'Most nodes' } },
          },
          spot: { type: 'boolean' },
        },
      }),
    ).toEqual({
      'values.nodes': 'Nodes',
      'values.nodes.maximum': 'Most nodes',
    });
  });
});

describe('fieldLabel', () => {
  it('prefers the title of the form', () => {
    expect(fieldLabel('values.nodes', { 'values.nodes': 'Worker nodes' })).toBe(
      'Worker nodes',
    );
  });

  it('otherwise makes words of the name', () => {
    expect(fieldLabel('owner')).toBe('Owner');
    expect(fieldLabel('values.maxNodes')).toBe('Max nodes');
    expect(fieldLabel('values.nodes.instance_type')).toBe(
      'Nodes instance type',
    );
  });
});
