/**
 * An error code from AWS or an SDK, without the surrounding text.
 *
 * @internal
 */
export type FailureCode = {
  /** Without the `Client.` or `Server.` of EC2, such as `InsufficientInstanceCapacity` or `InvalidSubnetID.NotFound`. */
  name: string;
  /** Who is at fault, where EC2 says so: `Client.InternalError` and `Server.InternalError` mean different things. */
  fault?: 'Client' | 'Server';
};

/**
 * The machine-readable parts of a failure text.
 *
 * @internal
 */
export type ParsedFailureText = {
  codes: FailureCode[];
  /** As the SDK or CloudFormation names it, such as `EKS`, `Eks` or `AmazonEC2`. */
  service?: string;
  /** API operation, such as `CreateCluster`. */
  operation?: string;
  /** Status code of the HTTP response. */
  status?: number;
  /** The remaining text, without ARNs: the names in them are user-chosen and mean nothing. */
  text: string;
};

const CODE = String.raw`(?:Client\.|Server\.)?[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)*`;

/**
 * Where a code can occur. A user-chosen name (a cluster `AccessDenied`, a node group `Throttling`) never occurs in these places: names
 * are quoted, follow a word, or are followed by more than a colon.
 */
const CODES = new RegExp(
  [
    // (…, HandlerErrorCode: InvalidRequest), (…; Error Code: VpcLimitExceeded; …), [Issue(Code=NodeCreationFailure, …)], {"code":"AccessDenied"
    String.raw`\b(?:HandlerErrorCode|Error ?Code|[Cc]ode)"?\s?[:=]\s?"?(${CODE})\b`,
    // An error occurred (UnauthorizedOperation) when calling the RunInstances operation
    String.raw`\((${CODE})\) when calling the \w+ operation`,
    // api error Throttling: Rate exceeded; at the start; after a colon, a comma or the end of a sentence; with a dash from Auto Scaling
    String.raw`(?:^|\bapi error |\bError |(?<!\bname)[:,;.(>]\s+|[("[>*]\s?)(${CODE})(?=: | - |:?$)`,
    // …: InsufficientInstanceCapacity)]
    String.raw`(?<!\bname)[:=]\s?(${CODE})(?=\)|\]|$)`,
  ].join('|'),
  'gm',
);

const ARN = /\barn:aws[\w-]*:[^\s"',)\]]+/g;

/**
 * Reads the codes, the service, the operation and the status of a failure text.
 *
 * It knows the SDK for Go, which eksctl uses (`operation error EKS: CreateCluster, https response error StatusCode: 403, RequestID: …,
 * api error AccessDeniedException: …`), CloudFormation (`… (Service: Eks, Status Code: 409, Request ID: …)" (RequestToken: …,
 * HandlerErrorCode: AlreadyExists)`), issues of EKS (`[Issue(Code=…, Message=…, ResourceIds=[…])]`), EC2 and Auto Scaling
 * (`VcpuLimitExceeded - You have …`), and the SDK for JavaScript (`ThrottlingException: Rate exceeded`).
 *
 * @internal
 */
export function parseFailureText(full: string): ParsedFailureText {
  const text = full.replace(ARN, 'ARN');
  const called = /\boperation error ([\w ]+): (\w+)\b/.exec(text);
  const service = called?.[1] ?? /\bService: (\w+)/.exec(text)?.[1];
  const operation =
    called?.[2] ?? /\bwhen calling the (\w+) operation/.exec(text)?.[1];
  const status = /\bstatus ?code: (\d{3})\b/i.exec(text)?.[1];
  return {
    codes: [...text.matchAll(CODES)].map(found =>
      toCode(found.slice(1).find(name => name !== undefined) ?? ''),
    ),
    ...(service ? { service } : {}),
    ...(operation ? { operation } : {}),
    ...(status ? { status: Number(status) } : {}),
    text,
  };
}

function toCode(name: string): FailureCode {
  const [, fault, rest] = /^(?:(Client|Server)\.)?(.*)$/.exec(name) ?? [];
  return fault === 'Client' || fault === 'Server'
    ? { name: rest, fault }
    : { name };
}
