import { JsonObject, JsonValue } from '@backstage/types';
import { sshKeys } from './inertParts';

/*
 * Defaults of eksctl 0.231 that depend on other fields, as in pkg/apis/eksctl.io/v1alpha5/defaults.go and vpc.go. A boolean among them is
 * not a default just because it is false: `ssh.allow: false` beside a key, or `enableAdminContainer: false` beside SSH, disables what
 * would be enabled without it.
 */

/** The position of a value. */
export type DefaultPlace = {
  pattern: string;
  /** The map that holds the value. */
  parent?: JsonObject;
  /** The map that holds {@link parent}. */
  grandparent?: JsonObject;
};

type DefaultOf = (place: DefaultPlace) => JsonValue | undefined;

/** The volume of a Bottlerocket node that eksctl encrypts and mounts. */
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
  // eksctl requires the family of an image that it does not choose
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

/** The default where it depends on other fields; `undefined` where it does not. */
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

/** eksctl uses the name of a subnet as its zone. */
function keyOf(
  map: JsonObject,
  value: JsonObject | undefined,
): string | undefined {
  return Object.keys(map).find(key => map[key] === value);
}
