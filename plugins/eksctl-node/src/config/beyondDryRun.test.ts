import { JsonObject } from '@backstage/types';
import { checkClusterConfig } from './checkClusterConfig';

const check = (config: JsonObject) =>
  checkClusterConfig(config, { clusterName: 'demo', region: 'eu-west-1' });

describe('beyondDryRun', () => {
  it('refuses self-managed groups with IPv6', () => {
    const nodeGroups = [{ name: 'workers' }];
    const ipv6 = { kubernetesNetworkConfig: { ipFamily: 'ipv6' } };
    expect(check({ nodeGroups })).toEqual([]);
    expect(check(ipv6)).toEqual([]);
    expect(check({ ...ipv6, nodeGroups })).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'ipv6',
        path: 'nodeGroups[0]',
      }),
    ]);
  });

  it('warns that nobody gets access by a ConfigMap', () => {
    const config = (authenticationMode: string) => ({
      accessConfig: { authenticationMode },
    });
    expect(check(config('API'))).toEqual([]);
    expect(check(config('CONFIG_MAP'))).toEqual([
      expect.objectContaining({
        severity: 'warning',
        path: 'accessConfig.authenticationMode',
      }),
    ]);
  });
});
