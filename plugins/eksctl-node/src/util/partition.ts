/**
 * An AWS partition: regions that share accounts, domain and ARN prefix.
 *
 * @public
 */
export type Partition = {
  /** The second part of an ARN. */
  id: string;
  dnsSuffix: string;
  /** Host of the web console; omitted if AWS publishes none. */
  console?: string;
};

const COMMERCIAL: Partition = {
  id: 'aws',
  dnsSuffix: 'amazonaws.com',
  console: 'console.aws.amazon.com',
};

/** By the prefix of their regions. A test compares ids and domains with the table of the AWS SDK. */
const OTHERS: ReadonlyArray<readonly [string, Partition]> = [
  [
    'cn-',
    {
      id: 'aws-cn',
      dnsSuffix: 'amazonaws.com.cn',
      console: 'console.amazonaws.cn',
    },
  ],
  [
    'us-gov-',
    {
      id: 'aws-us-gov',
      dnsSuffix: 'amazonaws.com',
      console: 'console.amazonaws-us-gov.com',
    },
  ],
  [
    'eusc-',
    {
      id: 'aws-eusc',
      dnsSuffix: 'amazonaws.eu',
      console: 'console.amazonaws-eusc.eu',
    },
  ],
  ['us-iso-', { id: 'aws-iso', dnsSuffix: 'c2s.ic.gov' }],
  ['us-isob-', { id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov' }],
  ['eu-isoe-', { id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk' }],
  ['us-isof-', { id: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov' }],
];

/**
 * The partition of a region. A region with an unknown prefix counts as part of `aws`, as in the AWS SDK.
 *
 * @public
 */
export function partitionOf(region: string): Partition {
  const found = OTHERS.find(([prefix]) => region.startsWith(prefix));
  return found ? found[1] : COMMERCIAL;
}

/**
 * The URL of a page of the web console. In `aws`, each region has its own host.
 *
 * @param page - path, query and fragment, such as `/eks/home?region=eu-west-1#/clusters`
 * @returns undefined if the partition has no public console
 * @public
 */
export function consoleUrl(
  page: string,
  region: string,
  options: { global?: boolean } = {},
): string | undefined {
  const { id, console: host } = partitionOf(region);
  if (host === undefined) {
    return undefined;
  }
  const isRegional = id === 'aws' && !options.global;
  return `https://${isRegional ? `${region}.` : ''}${host}${page}`;
}
