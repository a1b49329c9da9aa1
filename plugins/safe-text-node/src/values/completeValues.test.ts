import { completeValuesOf } from './completeValues';

describe('completeValuesOf', () => {
  it('checks values with the defaults of what was left out', () => {
    const schema = {
      type: 'object',
      properties: {
        size: { enum: ['small', 'large'], default: 'small' },
        nodes: { type: 'integer' },
      },
      if: { required: ['size'], properties: { size: { const: 'small' } } },
      then: { properties: { nodes: { maximum: 3 } } },
    };
    expect(completeValuesOf({ schema, values: { nodes: 3 } })).toEqual({
      values: { size: 'small', nodes: 3 },
      problems: [],
    });
    expect(
      completeValuesOf({ schema, values: { nodes: 4 } }).problems,
    ).toContainEqual({
      field: 'values.nodes',
      message: 'values.nodes must be at most 3',
    });
    expect(
      completeValuesOf({ schema, values: { size: 'large', nodes: 4 } })
        .problems,
    ).toEqual([]);
  });
});
