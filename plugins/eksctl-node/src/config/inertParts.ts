import { JsonObject } from '@backstage/types';

/* Fields that eksctl ignores because of other fields. They are removed everywhere: removing the switch alone would enable the feature. */

/** Each of these fields of a node group alone enables SSH. */
export const sshKeys = ['publicKey', 'publicKeyName', 'publicKeyPath'] as const;

const rules: [pattern: RegExp, inertFieldsOf: (map: JsonObject) => string[]][] =
  [
    [
      /odeGroups\[\]\.ssh$/,
      ({ allow }) =>
        allow === false ? [...sshKeys, 'sourceSecurityGroupIds'] : [],
    ],
    // The agent is part of the images, and eksctl refuses to disable it
    [/odeGroups\[\]\.ssh$/, () => ['enableSsm']],
    [
      /^privateCluster$/,
      ({ enabled }) =>
        enabled === true
          ? []
          : ['skipEndpointCreation', 'additionalEndpointServices'],
    ],
    // eksctl prints the default runtime, and refuses it beside a bootstrap command
    [
      /^nodeGroups\[\]$/,
      ({ overrideBootstrapCommand, containerRuntime }) =>
        overrideBootstrapCommand && containerRuntime === 'containerd'
          ? ['containerRuntime']
          : [],
    ],
  ];

/** A map without the fields that have no effect in it. */
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
