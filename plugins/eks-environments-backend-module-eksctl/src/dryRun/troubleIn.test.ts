import eksctlTexts from './__fixtures__/eksctlTexts.json';
import { type Trouble, troubleIn } from './troubleIn';

/** What eksctl and the AWS SDK for Go print when the config is not the cause. */
const troubles: Array<[Trouble, string]> = [
  // transcripts of eksctl 0.231
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: c2c5284c-d223-af78-cdff-ef96ce8a5e72, api error ExpiredToken: The security token included in the request is expired',
  ],
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: ed8232d1-8021-41df-9b32-5f5a6798bf80, api error InvalidClientTokenId: The security token included in the request is invalid.',
  ],
  [
    'network',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "http://127.0.0.1:5999/": dial tcp 127.0.0.1:5999: connect: connection refused',
  ],
  [
    'network',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "https://nosuch.invalid/": dial tcp: lookup nosuch.invalid on 10.255.255.53:53: no such host',
  ],
  [
    'network',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "https://127.0.0.1:14577/": http: server gave HTTP response to HTTPS client',
  ],
  [
    'network',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "https://sts.eu-west-1.amazonaws.com/": proxyconnect tcp: dial tcp 127.0.0.1:9: connect: connection refused',
  ],
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable',
  ],
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, failed to load credentials, exceeded maximum number of attempts, 13, request send failed, Get "http://127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused',
  ],
  [
    'aws',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 501, RequestID: , error while deserializing xml error response: XML syntax error on line 6: element <meta> closed by </head>',
  ],
  ['credentials', 'failed to get shared config profile, nosuch'],
  [
    'credentials',
    'failed to load shared config file, /root/.aws/config, invalid state with ASTKind sections',
  ],
  // formats of the SDK that the transcripts do not have
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, exceeded maximum number of attempts, 3, get identity: get credentials: failed to refresh cached credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, RequestID: 0b1c, InvalidIdentityToken: No OpenIDConnect provider found in your account',
  ],
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, failed to sign request: failed to retrieve credentials: failed to refresh cached credentials, static credentials are empty',
  ],
  [
    'credentials',
    'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 5f, api error SignatureDoesNotMatch: Signature expired: 20261130T000000Z is now earlier than 20261130T010000Z',
  ],
  [
    'credentials',
    'unable to list offerings for instance types operation error EC2: DescribeInstanceTypeOfferings, https response error StatusCode: 401, RequestID: 7d6a, api error AuthFailure: AWS was not able to validate the provided access credentials',
  ],
  [
    'credentials',
    'getting availability zones: error getting availability zones for region eu-west-1: operation error EC2: DescribeAvailabilityZones, https response error StatusCode: 400, RequestID: 7d6a, api error RequestExpired: Request has expired.',
  ],
  [
    'credentials',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 403, RequestID: 7d6a, api error UnrecognizedClientException: The security token included in the request is invalid.',
  ],
  [
    'permission',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 403, RequestID: 7d6a, AccessDeniedException: User: arn:aws:sts::111111111111:assumed-role/portal/x is not authorized to perform: eks:DescribeClusterVersions on resource: *',
  ],
  [
    'permission',
    'unable to list offerings for instance types operation error EC2: DescribeInstanceTypeOfferings, https response error StatusCode: 403, RequestID: 7d6a, api error UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::111111111111:assumed-role/portal/x is not authorized to perform: ec2:DescribeInstanceTypeOfferings because no identity-based policy allows the ec2:DescribeInstanceTypeOfferings action',
  ],
  [
    'permission',
    'error getting Outpost details: operation error Outposts: GetOutpost, https response error StatusCode: 403, RequestID: 7d6a, AccessDeniedException: no',
  ],
  [
    'permission',
    'operation error EC2: DescribeSubnets, https response error StatusCode: 403, RequestID: 7d6a, api error OptInRequired: You are not subscribed to this service.',
  ],
  [
    'permission',
    'operation error EC2: DescribeSubnets, https response error StatusCode: 400, RequestID: 7d6a, api error PendingVerification: Your request is being validated.',
  ],
  [
    'permission',
    'operation error EC2: DescribeSubnets, https response error StatusCode: 403, RequestID: 7d6a, api error SomethingNew: A service control policy says no',
  ],
  [
    'throttling',
    'operation error EC2: DescribeVpcs, exceeded maximum number of attempts, 13, https response error StatusCode: 503, RequestID: 7d6a, api error RequestLimitExceeded: Request limit exceeded.',
  ],
  [
    'throttling',
    'operation error EKS: DescribeClusterVersions, exceeded maximum number of attempts, 13, https response error StatusCode: 429, RequestID: 7d6a, ThrottlingException: Rate exceeded',
  ],
  [
    'throttling',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 429, RequestID: 7d6a, api error TooManyRequestsException: Too Many Requests',
  ],
  [
    'throttling',
    'unable to list offerings for instance types operation error EC2: DescribeInstanceTypeOfferings, https response error StatusCode: 400, RequestID: 7d6a, api error Throttling: Rate exceeded',
  ],
  [
    'throttling',
    'operation error EC2: DescribeVpcs, failed to get rate limit token, retry quota exceeded, 0 available, 5 requested',
  ],
  [
    'aws',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 500, RequestID: 7d6a, api error InternalError: An internal error has occurred',
  ],
  [
    'aws',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 503, RequestID: 7d6a, ServiceUnavailableException: Service is unavailable',
  ],
  [
    'aws',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 400, RequestID: 7d6a, api error Unavailable: The service is unavailable. Please try again shortly.',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, request canceled, context canceled',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, exceeded maximum number of attempts, 13, https response error StatusCode: 0, RequestID: , request send failed, Post "https://ec2.eu-west-1.amazonaws.com/": net/http: TLS handshake timeout',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 0, RequestID: , request send failed, Post "https://ec2.eu-west-1.amazonaws.com/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 0, RequestID: , request send failed, Post "https://ec2.eu-west-1.amazonaws.com/": EOF',
  ],
  [
    'network',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 407, RequestID: , api error Proxy: Proxy Authentication Required',
  ],
  [
    'network',
    'operation error EKS: DescribeClusterVersions, https response error StatusCode: 404, RequestID: , api error UnknownError: UnknownError',
  ],
  [
    'network',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 200, RequestID: , deserialization failed, failed to decode response body, expected element',
  ],
  [
    'network',
    'operation error EKS: DescribeClusterVersions, failed to resolve service endpoint, endpoint rule error, Invalid Configuration: Missing Region',
  ],
  [
    'network',
    'fetching the release: Get "https://api.github.com/repos": dial tcp: i/o timeout',
  ],
  [
    'network',
    'getting availability zones: lookup ec2.eu-west-1.amazonaws.com: no such host',
  ],
  ['network', 'waiting for the control plane: context deadline exceeded'],
  ['network', 'unexpected response from AWS STS'],
  // configured wrong
  [
    'installation',
    'reading config file "cluster.yaml": open cluster.yaml: no such file or directory',
  ],
  [
    'installation',
    'AWS Region must be set, please set the AWS Region in AWS config file or as environment variable',
  ],
  ['installation', 'unknown flag: --dry-run'],
  ['installation', "unknown shorthand flag: 'f' in -f"],
  ['installation', 'write /tmp/eksctl: no space left on device'],
];

/** Answers of AWS about the config, and texts with words of the other kind. */
const refusals = [
  "operation error EC2: DescribeVpcs, https response error StatusCode: 400, RequestID: 7d6a, api error InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
  "could not import subnet subnet-1: operation error EC2: DescribeSubnets, https response error StatusCode: 400, RequestID: 7d6a, api error InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist",
  'error getting Outpost details: operation error Outposts: GetOutpost, https response error StatusCode: 404, RequestID: 7d6a, NotFoundException: Outpost not found',
  'operation error EC2: DescribeInstanceTypes, https response error StatusCode: 400, RequestID: 7d6a, api error InvalidInstanceType: The following supplied instance types do not exist: [m99.large]',
  'operation error EC2: DescribeVpcs, 1 validation error(s) found.\n- missing required field, DescribeVpcsInput.VpcIds[0].\n',
  'operation error EC2: DescribeSubnets, https response error StatusCode: 400, RequestID: 7d6a, api error SomethingNew: The config says something that AWS does not like',
  'label "operation error EC2: DescribeVpcs, https response error StatusCode: 403, RequestID: 7d6a, api error AccessDenied: no" is invalid - [a qualified name must be short]',
  'nodeGroups[0].name "operation error STS: GetCallerIdentity, x" is not unique',
  'managedNodeGroups[1].name "ThrottlingException: Rate exceeded" is not unique',
  'none of the provided AZs "" support instance type m99.huge in nodegroup request-send-failed-timeout',
  'invalid Fargate profile "dial tcp: i/o timeout": no profile selector',
  'the following nodegroup labels are disallowed as they have reserved prefixes [kubernetes.io/, k8s.io/]: [kubernetes.io/AccessDenied]',
  'loading config file "cluster.yaml": error unmarshaling JSON: while decoding JSON: json: unknown field "credentials"',
  'loading config file "cluster.yaml": error converting YAML to JSON: yaml: line 17: did not find expected node content',
  'a sentence that no version of eksctl has said yet',
];

describe('troubleIn', () => {
  it.each(troubles)(
    'tells %s of the account from the config: %s',
    (trouble, text) => {
      expect(troubleIn(text)).toBe(trouble);
    },
  );

  it.each(refusals)('blames the config: %s', text => {
    expect(troubleIn(text)).toBeUndefined();
  });

  const all = Object.entries(eksctlTexts).flatMap(([folder, texts]) =>
    texts.map(text => ({ folder, text })),
  );

  it('knows the texts of eksctl', () => {
    expect(all.length).toBeGreaterThan(400);
  });

  // Fills the placeholders with words that an AWS error could contain.
  it.each(all)(
    'takes each text in $folder for a refusal: $text',
    ({ text }) => {
      expect(troubleIn(text)).toBeUndefined();
    },
  );
});
