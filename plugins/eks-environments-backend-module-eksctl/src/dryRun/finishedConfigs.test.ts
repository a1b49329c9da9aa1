import { type EksctlConfig, refusalOf } from 'aws-simulator/testing';
import { everyShape } from '../testUtils/clusterShapes';
import { finished } from '../testUtils/finished';

describe('a config with the defaults that we write', () => {
  it('is accepted wherever it is accepted without them', () => {
    const accepted = everyShape().filter(
      ({ config }) =>
        refusalOf(config as unknown as EksctlConfig) === undefined,
    );
    const broken = accepted.flatMap(({ name, config }) => {
      const refusal = refusalOf(finished(config) as EksctlConfig);
      return refusal === undefined ? [] : [`${name}: ${refusal}`];
    });
    expect(broken).toEqual([]);
    expect(accepted.length).toBeGreaterThan(3000);
  });
});
