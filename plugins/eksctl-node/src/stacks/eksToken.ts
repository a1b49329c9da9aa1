import { Sha256 } from '@aws-crypto/sha256-js';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { SignatureV4 } from '@smithy/signature-v4';
import { partitionOf } from '../util';

const LIFETIME_SECONDS = 60;

/**
 * A token for the Kubernetes API of an EKS cluster, like that of `aws eks get-token`: a presigned GetCallerIdentity call, which EKS sends
 * to STS to identify the caller. Valid for at most 15 minutes; it is a secret.
 *
 * @public
 */
export async function eksToken(options: {
  clusterName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of STS. If omitted, it is the one that the SDK would use. */
  awsEndpoint?: string;
}): Promise<string> {
  const { clusterName, region, credentials, awsEndpoint } = options;
  const endpoint = awsEndpoint ? new URL(awsEndpoint) : stsEndpoint(region);
  const signer = new SignatureV4({
    credentials,
    region,
    service: 'sts',
    sha256: Sha256,
  });
  const { query } = await signer.presign(
    {
      method: 'GET',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: endpoint.host, 'x-k8s-aws-id': clusterName },
    },
    { expiresIn: LIFETIME_SECONDS },
  );
  const parameters = Object.entries(query ?? {}).map(
    ([key, value]) =>
      `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  const url = `${endpoint.origin}/?${parameters.join('&')}`;
  return `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
}

/** The endpoint of STS that the SDK uses in an environment. */
export function stsEndpoint(
  region: string,
  environment: NodeJS.ProcessEnv = process.env,
): URL {
  const configured =
    environment.AWS_ENDPOINT_URL_STS ?? environment.AWS_ENDPOINT_URL;
  return new URL(
    configured ?? `https://sts.${region}.${partitionOf(region).dnsSuffix}`,
  );
}
