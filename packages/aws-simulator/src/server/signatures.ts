import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { timingSafeEqual } from 'node:crypto';
import { World } from '../world/World';
import { AwsError } from './AwsError';
import { Principal, findCredentials } from './principals';

/** A request as received; header names in lower case. */
export interface WireRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** The content of a verified signature. */
export interface Signed {
  principal: Principal;
  service: string;
  region: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const MAXIMUM_SKEW_MS = 15 * 60_000;

/** `20261121T101500Z` → a date. */
function parseAmzDate(text: string | undefined): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!parts) {
    throw new AwsError(
      400,
      'IncompleteSignature',
      'Date in request must be in the form yyyyMMddTHHmmssZ',
    );
  }
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

function sameText(left: string, right: string): boolean {
  return (
    left.length === right.length &&
    timingSafeEqual(Buffer.from(left), Buffer.from(right))
  );
}

function mismatch(): AwsError {
  return new AwsError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key);
    query[key] = values.length > 1 ? values : values[0];
  }
  return query;
}

function pickHeaders(
  headers: Record<string, string>,
  names: string[],
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    if (headers[name] !== undefined) {
      picked[name] = headers[name];
    }
  }
  return picked;
}

/**
 * The service that a request is signed for, even if the signature is invalid: an error must be written in the protocol of that service.
 */
export function claimedService(request: WireRequest): string | undefined {
  return AUTHORIZATION.exec(request.headers.authorization ?? '')?.[4];
}

/**
 * Verifies an `Authorization` header by signing the request again with the secret of its key.
 *
 * @throws AwsError with the code that AWS would send.
 */
export async function verifySignature(
  world: World,
  request: WireRequest,
): Promise<Signed> {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? '');
  if (!parts) {
    throw new AwsError(
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    );
  }
  const [, accessKeyId, , region, service, signedHeaders, signature] = parts;
  const credentials = findCredentials(
    world,
    accessKeyId,
    request.headers['x-amz-security-token'],
    Date.now(),
  );
  const signingDate = parseAmzDate(request.headers['x-amz-date']);
  if (Math.abs(Date.now() - signingDate.getTime()) > MAXIMUM_SKEW_MS) {
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      `Signature expired: ${request.headers['x-amz-date']}`,
    );
  }
  const names = signedHeaders.split(';');
  const url = new URL(request.url, 'http://localhost');
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: 'localhost',
      path: url.pathname,
      query: queryOf(url),
      headers: pickHeaders(request.headers, names),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(names) },
  );
  if (
    !sameText(again.headers.authorization.split('Signature=')[1], signature)
  ) {
    throw mismatch();
  }
  return { principal: credentials.principal, region, service };
}

/**
 * Verifies the presigned `GetCallerIdentity` request that is the bearer token of an EKS cluster (`k8s-aws-v1.` and the URL in base64url).
 * The cluster's name is one of the signed headers, so a token is valid for one cluster only.
 *
 * @throws AwsError if the token is not from a known principal for this cluster.
 */
export async function verifyClusterToken(
  world: World,
  token: string,
  clusterName: string,
): Promise<Principal> {
  const prefix = 'k8s-aws-v1.';
  if (!token.startsWith(prefix)) {
    throw mismatch();
  }
  const url = new URL(
    Buffer.from(token.slice(prefix.length), 'base64url').toString('utf8'),
  );
  const [accessKeyId, , region, service] = (
    url.searchParams.get('X-Amz-Credential') ?? ''
  ).split('/');
  const names = (url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (
    service !== 'sts' ||
    url.searchParams.get('Action') !== 'GetCallerIdentity' ||
    !names.includes('x-k8s-aws-id')
  ) {
    throw mismatch();
  }
  const sessionToken =
    url.searchParams.get('X-Amz-Security-Token') ?? undefined;
  const credentials = findCredentials(
    world,
    accessKeyId,
    sessionToken,
    Date.now(),
  );
  const signingDate = parseAmzDate(
    url.searchParams.get('X-Amz-Date') ?? undefined,
  );
  // EKS accepts a token for fifteen minutes, regardless of the expiry in the URL.
  if (Math.abs(Date.now() - signingDate.getTime()) > MAXIMUM_SKEW_MS) {
    throw new AwsError(403, 'ExpiredToken', 'The token is expired');
  }
  const query = queryOf(url);
  for (const added of [
    'X-Amz-Signature',
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Security-Token',
  ]) {
    delete query[added];
  }
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.presign(
    {
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { host: url.host, 'x-k8s-aws-id': clusterName },
    },
    {
      signingDate,
      expiresIn: Number(url.searchParams.get('X-Amz-Expires')),
      signableHeaders: new Set(names),
      unhoistableHeaders: new Set(['x-k8s-aws-id']),
    },
  );
  if (
    !sameText(
      String(again.query?.['X-Amz-Signature']),
      url.searchParams.get('X-Amz-Signature') ?? '',
    )
  ) {
    throw mismatch();
  }
  return credentials.principal;
}
