import { nodeGroupsOf } from './nodeGroups';
import { Finding } from '../model/Finding';
import { ClusterConfig, VolumeConfig } from '../model/clusterConfig';

/*
 * EBS limits of a volume. eksctl omits a root volume of 0 GiB, and the volume that replaces it has no price here.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
const MAXIMA = {
  volumeSize: 65_536,
  volumeIOPS: 256_000,
  volumeThroughput: 2_000,
} as const;

/** Checks that the values of root and additional volumes are possible, so that none lowers the computed cost of a cluster. */
export function checkVolumes(config: ClusterConfig): Finding[] {
  return nodeGroupsOf(config).flatMap(({ path, group }) => [
    ...checkVolume(path, group),
    ...(group.additionalVolumes ?? []).flatMap((volume, index) =>
      checkVolume(`${path}.additionalVolumes[${index}]`, volume),
    ),
  ]);
}

function checkVolume(path: string, volume: VolumeConfig): Finding[] {
  const fields = Object.keys(MAXIMA) as (keyof typeof MAXIMA)[];
  return fields.flatMap((field): Finding[] => {
    const value = volume[field];
    const isPossible =
      value === undefined || (value >= 1 && value <= MAXIMA[field]);
    return isPossible
      ? []
      : [
          {
            severity: 'error',
            code: 'volume',
            path: `${path}.${field}`,
            message: `${path}.${field} is ${value}, but must be between 1 and ${MAXIMA[field]}`,
          },
        ];
  });
}
