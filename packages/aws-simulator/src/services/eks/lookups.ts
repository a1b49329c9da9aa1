import { AwsError } from '../../server/AwsError';
import { Addon, Cluster, Nodegroup, Tags } from '../../world/model';
import { ActionContext, JsonBody, findCluster } from '../service';

export function notFound(message: string): AwsError {
  return new AwsError(404, 'ResourceNotFoundException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError(409, 'ResourceInUseException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterException', message);
}

export function requireCluster(
  { region }: ActionContext,
  name: string,
): Cluster {
  const cluster = findCluster(region, name);
  if (!cluster) {
    throw notFound(`No cluster found for name: ${name}.`);
  }
  return cluster;
}

export function requireNodegroup(cluster: Cluster, name: string): Nodegroup {
  const nodegroup = cluster.nodegroups.find(item => item.name === name);
  if (!nodegroup) {
    throw notFound(`No node group found for name: ${name}.`);
  }
  return nodegroup;
}

export function requireAddon(cluster: Cluster, name: string): Addon {
  const addon = cluster.addons.find(item => item.name === name);
  if (!addon) {
    throw notFound(`No addon: ${name} found in cluster: ${cluster.name}`);
  }
  return addon;
}

export function bodyText(body: JsonBody, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') {
    throw invalid(`${name} is required.`);
  }
  return value;
}

export function bodyTags(body: JsonBody): Tags {
  return (body.tags ?? {}) as Tags;
}
