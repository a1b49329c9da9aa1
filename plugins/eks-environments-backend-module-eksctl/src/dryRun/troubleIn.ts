/**
 * Why eksctl could not check a config, if the config is not the cause.
 *
 * - `credentials`: AWS did not accept the credentials, or there were none
 * - `permission`: the credentials do not allow a call that the check needs
 * - `throttling`: AWS throttled the calls
 * - `network`: AWS was not reached in time, or something else answered in its place
 * - `aws`: AWS answered with an internal error
 * - `installation`: eksctl was not set up to do the check
 */
export type Trouble =
  | 'credentials'
  | 'permission'
  | 'throttling'
  | 'network'
  | 'aws'
  | 'installation';

/*
 * A config is refused unless its refusal is provably about something else. So this searches for the exact format in which the AWS SDK for
 * Go and Go's network stack report an error. Words alone prove nothing: "Throttling" may be the name of a node group. Text in quotes comes
 * from the config or from an address, so it is removed first.
 */

/** `operation error EC2: DescribeVpcs, <outcome of the call>` */
const CALL = /\boperation error ([\w .]+): (\w+), /;

/** The call was never sent, because its input is invalid. */
const INVALID_INPUT = /\b\d+ validation error\(s\) found|^serialization failed/;

const NO_CREDENTIALS =
  /\bget credentials: |\bfailed to (?:retrieve|refresh cached|load) credentials\b|\bno EC2 IMDS role found\b/;

const STATUS = /\bhttps? response error StatusCode: (\d+), /;

/** `RequestID: …, api error Throttling: …`, or `RequestID: …, ThrottlingException: …` */
const CODE = /\bRequestID: [^,\s]*, (?:api error )?([A-Za-z][\w.]*): /;

const CODES: Array<{ trouble: Trouble; pattern: RegExp }> = [
  {
    trouble: 'throttling',
    pattern:
      /^(?:\w+\.)?(?:Request)?Thrott(?:ling|led)(?:Exception)?$|^EC2ThrottledException$|^(?:Client\.)?RequestLimitExceeded$|^(?:BandwidthLimitExceeded|LimitExceededException|PriorRequestNotComplete|ProvisionedThroughputExceededException|SlowDown|TooManyRequests(?:Exception)?|TransactionInProgressException)$/,
  },
  {
    trouble: 'credentials',
    pattern:
      /^(?:ExpiredToken(?:Exception)?|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient(?:Exception)?|SignatureDoesNotMatch|InvalidSignature(?:Exception)?|IncompleteSignature(?:Exception)?|MissingAuthenticationToken(?:Exception)?|AuthFailure|RequestExpired|RequestTimeTooSkewed|TokenRefreshRequired|InvalidIdentityToken(?:Exception)?|IDPCommunicationError|IDPRejectedClaim)$/,
  },
  {
    trouble: 'permission',
    pattern:
      /^(?:AccessDenied(?:Exception)?|UnauthorizedOperation|Client\.UnauthorizedOperation|UnauthorizedAccess|NotAuthorized(?:Exception)?|AuthorizationError(?:Exception)?|OptInRequired|SubscriptionRequiredException|PendingVerification|Blocked)$/,
  },
  {
    trouble: 'aws',
    pattern:
      /^(?:Internal(?:Error|Failure)|InternalServer(?:Error|Exception)|ServerException|ServiceUnavailable(?:Exception)?|Unavailable)$/,
  },
  // `UnknownError` is the SDK's name for an answer that did not come from AWS, such as that of a proxy.
  {
    trouble: 'network',
    pattern: /^(?:RequestTimeout(?:Exception)?|UnknownError)$/,
  },
];

/** Errors outside of SDK calls, each at the position where eksctl or Go prints it. */
const OUTSIDE_OF_CALLS: Array<{ trouble: Trouble; pattern: RegExp }> = [
  { trouble: 'credentials', pattern: /^checking AWS STS access\b/ },
  {
    trouble: 'credentials',
    pattern:
      /^(?:failed to (?:get|load) shared config|(?:error (?:getting cache file path|creating credentials cache)|getting effective credentials): )/,
  },
  { trouble: 'network', pattern: /^unexpected response from AWS STS$/ },
  // Go's url.Error, without the quoted text.
  {
    trouble: 'network',
    pattern: /(?:^|: |, )(?:Delete|Get|Head|Post|Put) : \S/,
  },
  {
    trouble: 'network',
    pattern:
      /(?:^|: |, )(?:(?:dial|read|write|proxyconnect) (?:tcp|udp)\d?\b|lookup [\w.-]+(?: on [\w.:[\]]+)?: |net\/http: |tls: |x509: |context (?:deadline exceeded|canceled)$)/,
  },
  { trouble: 'installation', pattern: /^reading config file : / },
  { trouble: 'installation', pattern: /^AWS Region must be set\b/ },
  {
    trouble: 'installation',
    pattern: /^unknown (?:shorthand flag|flag|command)\b/,
  },
  {
    trouble: 'installation',
    pattern: /: (?:no space left on device|too many open files)$/,
  },
];

/**
 * Why eksctl could not check whether a config is right; undefined if it found that it is wrong.
 *
 * @param text - the unchanged text after `Error: `
 */
export function troubleIn(text: string): Trouble | undefined {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const call = CALL.exec(plain);
  if (!call) {
    return OUTSIDE_OF_CALLS.find(({ pattern }) => pattern.test(plain))?.trouble;
  }
  const [head, service] = call;
  const trouble = troubleOfCall(plain.slice(call.index + head.length));
  // Nothing of the config is sent to STS.
  return trouble ?? (service === 'STS' ? 'credentials' : undefined);
}

function troubleOfCall(outcome: string): Trouble | undefined {
  if (INVALID_INPUT.test(outcome)) {
    return undefined;
  }
  if (NO_CREDENTIALS.test(outcome)) {
    return 'credentials';
  }
  if (/\bfailed to get rate limit token\b/.test(outcome)) {
    return 'throttling';
  }
  const status = STATUS.exec(outcome);
  if (!status) {
    return 'network';
  }
  const code = CODE.exec(outcome)?.[1] ?? '';
  return (
    CODES.find(({ pattern }) => pattern.test(code))?.trouble ??
    troubleOfStatus(Number(status[1]))
  );
}

/** A 400 with an unknown code is an answer about the config. */
function troubleOfStatus(status: number): Trouble | undefined {
  switch (status) {
    case 401:
    case 403:
      return 'permission';
    case 407:
    case 408:
      return 'network';
    case 429:
      return 'throttling';
    default:
      if (status >= 500) {
        return 'aws';
      }
      return status < 400 ? 'network' : undefined;
  }
}
