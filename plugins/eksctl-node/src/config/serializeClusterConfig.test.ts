import { serializeClusterConfig } from './serializeClusterConfig';

describe('serializeClusterConfig', () => {
  it('writes what eksctl reads as the config', () => {
    expect(serializeClusterConfig({ metadata: { name: 'on' } })).toBe(
      '"metadata":\n  "name": "on"\n',
    );
  });

  it('refuses what YAML cannot hold, as an input error', () => {
    expect(() => serializeClusterConfig({ a: { b: 'x\ud800y' } })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('a.b holds U+D800'),
        findings: [expect.objectContaining({ severity: 'error', path: 'a.b' })],
      }),
    );
  });
});
