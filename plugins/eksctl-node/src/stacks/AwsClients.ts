import { globalAgent } from 'node:https';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsCredentialIdentityProvider } from '@aws-sdk/types';

const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * Clients of the AWS services that a cluster uses, in one account and region.
 *
 * @public
 */
export type AwsClients = {
  autoScaling: AutoScalingClient;
  cloudControl: CloudControlClient;
  cloudFormation: CloudFormationClient;
  ec2: EC2Client;
  eks: EKSClient;
  elb: ElasticLoadBalancingClient;
  elbv2: ElasticLoadBalancingV2Client;
  iam: IAMClient;
  logs: CloudWatchLogsClient;
  serviceQuotas: ServiceQuotasClient;
  sts: STSClient;
};

/**
 * Creates clients with the same region, credentials and retries. Without an explicit endpoint, the SDK's `AWS_ENDPOINT_URL` applies. Node's
 * `NODE_USE_ENV_PROXY` decides about the proxy.
 *
 * @public
 */
export function createAwsClients(options: {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** The endpoint of all services. If omitted, the SDK determines the endpoint of each service. */
  endpoint?: string;
  /** Appears in CloudTrail. */
  customUserAgent?: string;
  /** @defaultValue 5 */
  maxAttempts?: number;
  /**
   * Timeout of one attempt of a call, in milliseconds. The SDK has no timeout by default.
   *
   * @defaultValue 15000
   */
  requestTimeoutMs?: number;
}): AwsClients {
  const { requestTimeoutMs = 15_000, maxAttempts = 5, ...shared } = options;
  const config = {
    ...shared,
    maxAttempts,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpsAgent: globalAgent,
    },
  };
  return {
    autoScaling: new AutoScalingClient(config),
    cloudControl: new CloudControlClient(config),
    cloudFormation: new CloudFormationClient(config),
    ec2: new EC2Client(config),
    eks: new EKSClient(config),
    elb: new ElasticLoadBalancingClient(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    iam: new IAMClient(config),
    logs: new CloudWatchLogsClient(config),
    serviceQuotas: new ServiceQuotasClient(config),
    sts: new STSClient(config),
  };
}
