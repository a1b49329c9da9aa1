import { ClusterConfig } from '../config';
import { failure } from '../Exit';
import { clusterRefusals } from './cluster';
import { loadingRefusals } from './loading';
import { Refusals } from './refusals';

/** The error of `create cluster` for a config that it refuses, whatever AWS returns; undefined if it accepts it. */
export function refusalOf(config: ClusterConfig): string | undefined {
  return first(loadingRefusals(config)) ?? first(clusterRefusals(config));
}

/**
 * The checks that `create cluster` makes before it calls AWS.
 *
 * @throws Exit with eksctl's message.
 */
export function checkLoaded(config: ClusterConfig): void {
  refuse(first(loadingRefusals(config)));
}

/**
 * The checks after eksctl has read the versions from EKS.
 *
 * @throws Exit with eksctl's message.
 */
export function checkCluster(config: ClusterConfig, versions: string[]): void {
  const { version } = config.metadata;
  if (version !== undefined && !versions.includes(version)) {
    throw failure(
      `resolving cluster version: invalid version, supported values: ${versions.join(
        ', ',
      )}`,
    );
  }
  refuse(first(clusterRefusals(config)));
}

function first(refusals: Refusals): string | undefined {
  const { value } = refusals.next();
  return value ?? undefined;
}

function refuse(refusal: string | undefined): void {
  if (refusal !== undefined) {
    throw failure(refusal);
  }
}
