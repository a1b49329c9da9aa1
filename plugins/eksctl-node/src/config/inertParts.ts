import { JsonObject } from '@backstage/types';

/*
 * What eksctl does nothing with because of what stands beside it. It is left out wherever it stands: to leave out the switch alone would
 * switch it on.
 */

/** As eksctl has them in a node group; each of them alone switches SSH on. */
export const sshKeys = ['publicKey', 'publicKeyName', 'publicKeyPath'] as const;

const rules: [pattern: RegExp, inertFieldsOf: (map: JsonObject) => string[]][] =
  [
    [
      /odeGroups\[\]\.ssh$/,
      ({ allow }) =>
        allow === false ? [...sshKeys, 'sourceSecurityGroupIds'] : [],
    ],
    // The agent is part of the images, and eksctl refuses to do without it
    [/odeGroups\[\]\.ssh$/, () => ['enableSsm']],
    [
      /^privateCluster$/,
      ({ enabled }) =>
        enabled === true
          ? []
          : ['skipEndpointCreation', 'additionalEndpointServices'],
    ],
    // eksctl prints the runtime that there is anyway, and refuses it beside a command that starts the node
    [
      /^nodeGroups\[\]$/,
      ({ overrideBootstrapCommand, containerRuntime }) =>
        overrideBootstrapCommand && containerRuntime === 'containerd'
          ? ['containerRuntime']
          : [],
    ],
  ];

/** A map without the fields that do nothing in it. */
export function withoutInertParts(
  map: JsonObject,
  pattern: string,
): JsonObject {
  const inert = rules.flatMap(([of, inertFieldsOf]) =>
    of.test(pattern) ? inertFieldsOf(map) : [],
  );
  return inert.length === 0
    ? map
    : Object.fromEntries(
        Object.entries(map).filter(([key]) => !inert.includes(key)),
      );
}
