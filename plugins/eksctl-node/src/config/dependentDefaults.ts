import { JsonObject, JsonValue } from '@backstage/types';
import { sshKeys } from './inertParts';

/*
 * Defaults of eksctl 0.231 that depend on what stands around them, as pkg/apis/eksctl.io/v1alpha5/defaults.go and vpc.go have them. A
 * boolean among them is no default by being false: `ssh.allow: false` beside a key, or `enableAdminContainer: false` beside SSH, takes away
 * what would be there without it.
 */

/** Where a value stands. */
export type DefaultPlace = {
  pattern: string;
  /** The map that holds the value. */
  parent?: JsonObject;
  /** The map that holds {@link parent}. */
  grandparent?: JsonObject;
};

type DefaultOf = (place: DefaultPlace) => JsonValue | undefined;

/** What eksctl encrypts and mounts as the disk of a Bottlerocket node. */
const BOTTLEROCKET_VOLUME = '/dev/xvdb';
const SSH_PUBLIC_KEY = '~/.ssh/id_rsa.pub';

const IOPS: Record<string, number> = { gp3: 3000, io1: 100, io2: 100 };
const THROUGHPUT: Record<string, number> = { gp3: 125 };

const defaults: [pattern: RegExp, defaultOf: DefaultOf][] = [
  [/odeGroups\[\]\.ssh\.allow$/, ({ parent }) => hasKey(parent)],
  [
    /odeGroups\[\]\.ssh\.publicKeyPath$/,
    ({ parent = {} }) =>
      parent.allow === true && !parent.publicKey && !parent.publicKeyName
        ? SSH_PUBLIC_KEY
        : undefined,
  ],
  [
    /odeGroups\[\]\.bottlerocket\.enableAdminContainer$/,
    ({ grandparent }) => isOn(grandparent?.ssh),
  ],
  [
    /odeGroups\[\]\.volumeName$/,
    ({ parent }) =>
      String(parent?.amiFamily).startsWith('Bottlerocket')
        ? BOTTLEROCKET_VOLUME
        : undefined,
  ],
  // eksctl wants to be told the family of an image that it does not choose
  [
    /odeGroups\[\]\.amiFamily$/,
    ({ parent }) => (parent?.ami ? undefined : 'AmazonLinux2023'),
  ],
  [/\.volumeIOPS$/, ({ parent }) => byVolumeType(parent, IOPS)],
  [/\.volumeThroughput$/, ({ parent }) => byVolumeType(parent, THROUGHPUT)],
  [
    /^vpc\.subnets\.(?:private|public)\.\*\.az$/,
    ({ grandparent = {}, parent }) => keyOf(grandparent, parent),
  ],
];

/** The default where it depends on what stands around it; `undefined` where it does not. */
export function dependentDefault(
  place: DefaultPlace,
): { value: JsonValue | undefined } | undefined {
  const found = defaults.find(([pattern]) => pattern.test(place.pattern));
  return found && { value: found[1](place) };
}

function hasKey(ssh: JsonObject | undefined): boolean {
  return sshKeys.some(key => Boolean(ssh?.[key]));
}

function isOn(ssh: JsonValue | undefined): boolean {
  return (
    typeof ssh === 'object' &&
    ssh !== null &&
    !Array.isArray(ssh) &&
    ssh.allow !== false &&
    (ssh.allow === true || hasKey(ssh))
  );
}

function byVolumeType(
  volume: JsonObject | undefined,
  defaultsOfTypes: Record<string, number>,
): number | undefined {
  return defaultsOfTypes[String(volume?.volumeType ?? 'gp3')];
}

/** eksctl takes the name of a subnet for its zone. */
function keyOf(
  map: JsonObject,
  value: JsonObject | undefined,
): string | undefined {
  return Object.keys(map).find(key => map[key] === value);
}
