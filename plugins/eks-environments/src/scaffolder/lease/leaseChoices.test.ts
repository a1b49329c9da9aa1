import { leaseChoices } from './leaseChoices';

describe('leaseChoices', () => {
  it('offers usual leases up to the maximum', () => {
    expect(leaseChoices({ default: 'P2D', maximum: 'P7D' })).toEqual([
      'PT8H',
      'P1D',
      'P2D',
      'P3D',
      'P5D',
      'P7D',
    ]);
  });

  it('always offers the default and the maximum, in their order', () => {
    expect(leaseChoices({ default: 'PT90M', maximum: 'P10D' })).toEqual([
      'PT90M',
      'PT8H',
      'P1D',
      'P2D',
      'P3D',
      'P5D',
      'P7D',
      'P10D',
    ]);
  });

  it('offers one duration once, spelled as the blueprint spells its default', () => {
    expect(leaseChoices({ default: 'PT24H', maximum: 'P2D' })).toEqual([
      'PT1H',
      'PT2H',
      'PT4H',
      'PT8H',
      'PT24H',
      'P2D',
    ]);
  });

  it('offers minutes where the blueprint lasts minutes', () => {
    expect(leaseChoices({ default: 'PT3M', maximum: 'PT10M' })).toEqual([
      'PT3M',
      'PT5M',
      'PT10M',
    ]);
  });
});
