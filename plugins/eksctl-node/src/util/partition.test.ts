import { STSClient } from '@aws-sdk/client-sts';
import { consoleUrl, partitionOf } from './partition';

/** The host that the SDK resolves for a region. */
async function stsHost(region: string): Promise<string> {
  const { endpointProvider } = new STSClient({ region }).config;
  return endpointProvider({
    Region: region,
    UseDualStack: false,
    UseFIPS: false,
    UseGlobalEndpoint: false,
  }).url.hostname;
}

describe('partitionOf', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['us-east-1', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['xx-new-1', 'aws'],
  ])('knows the partition of %s', async (region, id) => {
    const partition = partitionOf(region);
    expect(partition.id).toBe(id);
    expect(await stsHost(region)).toBe(`sts.${region}.${partition.dnsSuffix}`);
  });
});

describe('consoleUrl', () => {
  it.each([
    ['eu-west-1', false, 'https://eu-west-1.console.aws.amazon.com/eks'],
    ['eu-west-1', true, 'https://console.aws.amazon.com/eks'],
    ['cn-north-1', false, 'https://console.amazonaws.cn/eks'],
    ['us-gov-west-1', false, 'https://console.amazonaws-us-gov.com/eks'],
    ['us-iso-east-1', false, undefined],
  ])('is the page in the console of %s (global: %s)', (region, global, url) => {
    expect(consoleUrl('/eks', region, { global })).toBe(url);
  });
});
