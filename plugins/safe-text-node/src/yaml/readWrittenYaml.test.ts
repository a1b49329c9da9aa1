import { readWrittenYaml } from './readWrittenYaml';
import { writeYaml } from './writeYaml';

describe('readWrittenYaml', () => {
  it('reads what was written, in no more time for many keys of one map', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 7_000 }, (_, index) => [`a${index}`, '']),
    );
    const config = { managedNodeGroups: [{ name: 'w', labels }] };
    const yaml = writeYaml(config);

    const begun = process.cpuUsage();
    expect(readWrittenYaml(yaml)).toEqual(config);
    // Searching all keys for each key takes a second
    expect(process.cpuUsage(begun).user).toBeLessThan(700_000);
  });

  it.each(['['.repeat(60_000), 'a: [', 'a: 1\n---\nb: 2'])(
    'refuses what it cannot read',
    text => {
      expect(() => readWrittenYaml(text)).toThrow(/^The YAML /);
    },
  );
});
