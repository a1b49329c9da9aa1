import { Answer } from './aws/Aws';

/** The real eksctl prints structures of the AWS SDK for Go unchanged: names in Go's spelling, including every unset field. */

/** Fields of a cluster that AWS may omit. */
const UNSET_CLUSTER: Answer = {
  CertificateAuthority: { Data: null },
  ClientRequestToken: null,
  ComputeConfig: null,
  ConnectorConfig: null,
  ControlPlaneScalingConfig: null,
  DeletionProtection: null,
  EncryptionConfig: null,
  Endpoint: null,
  Id: null,
  KubeApiServerConfig: null,
  KubeControllerManagerConfig: null,
  KubeSchedulerConfig: null,
  KubernetesNetworkConfig: { ServiceIpv6Cidr: null },
  OutpostConfig: null,
  RemoteNetworkConfig: null,
  ResourcesVpcConfig: { ControlPlaneEgressMode: '' },
  StorageConfig: null,
};

function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Answer): Answer {
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** Converts `publicAccess` to `PublicAccess`, and times to Go's format. */
function goFields(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    return value.map(item => goFields(item));
  }
  if (key === 'createdAt') {
    return new Date(Number(value) * 1000).toISOString();
  }
  if (!isObject(value)) {
    return value;
  }
  if (key === 'tags') {
    return sorted(value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name[0].toUpperCase() + name.slice(1),
      goFields(inner, name),
    ]),
  );
}

function withUnset(value: Answer, unset: Answer): Answer {
  const merged = { ...unset, ...value };
  for (const [name, inner] of Object.entries(unset)) {
    const given = value[name];
    if (isObject(inner) && isObject(given)) {
      merged[name] = withUnset(given, inner);
    }
  }
  return sorted(merged);
}

/** A cluster of DescribeCluster. */
export function goCluster(cluster: Answer): Answer {
  return withUnset(goFields(cluster) as Answer, UNSET_CLUSTER);
}

/** A stack of DescribeStacks; fields that are never read are unset. */
export function goStack(stack: {
  id: string;
  name: string;
  status: string;
  tags: Record<string, string>;
  outputs: Record<string, string>;
  createdAt: string;
  description: string;
  capabilities: string[];
  terminationProtection: boolean;
}): Answer {
  return {
    CreationTime: stack.createdAt,
    StackName: stack.name,
    StackStatus: stack.status,
    Capabilities: stack.capabilities,
    ChangeSetId: null,
    DeletionMode: '',
    DeletionTime: null,
    DeploymentConfig: null,
    Description: stack.description,
    DetailedStatus: '',
    DisableRollback: false,
    DriftInformation: null,
    EnableTerminationProtection: stack.terminationProtection,
    LastOperations: null,
    LastUpdatedTime: null,
    NotificationARNs: null,
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
      Description: null,
      ExportName: null,
      OutputKey,
      OutputValue,
    })),
    Parameters: null,
    ParentId: null,
    RetainExceptOnCreate: null,
    RoleARN: null,
    RollbackConfiguration: null,
    RootId: null,
    StackId: stack.id,
    StackStatusReason: null,
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    TimeoutInMinutes: null,
  };
}
