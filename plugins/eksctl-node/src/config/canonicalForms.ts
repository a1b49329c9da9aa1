import { JsonObject, JsonValue } from '@backstage/types';
import { isJsonObject } from 'backstage-plugin-safe-text-node';

/*
 * Where eksctl accepts several forms of a value, the rest of this library handles one. A value in none of these forms is left unchanged.
 */

/** A config with the names of add-ons in lower case, as EKS has them, and with taints as lists. */
export function withCanonicalForms(config: JsonObject): JsonObject {
  const { addons, nodeGroups } = config;
  return {
    ...config,
    ...(Array.isArray(addons) && { addons: addons.map(withCanonicalName) }),
    ...(Array.isArray(nodeGroups) && {
      nodeGroups: nodeGroups.map(withListOfTaints),
    }),
  };
}

function withCanonicalName(addon: JsonValue): JsonValue {
  return isJsonObject(addon) && typeof addon.name === 'string'
    ? { ...addon, name: addon.name.toLowerCase() }
    : addon;
}

/** Self-managed groups may also have taints as a map, `{key: 'value:effect'}`, which `parseTaint` in eksctl's pkg/utils/taints reads. */
function withListOfTaints(group: JsonValue): JsonValue {
  if (!isJsonObject(group) || !isJsonObject(group.taints)) {
    return group;
  }
  const entries = Object.entries(group.taints);
  return entries.every(([, text]) => typeof text === 'string')
    ? {
        ...group,
        taints: entries.map(([key, text]) => toTaint(key, String(text))),
      }
    : group;
}

function toTaint(key: string, text: string): JsonObject {
  const [value, effect, ...more] = text.split(':');
  return effect === undefined || more.length > 0
    ? // With several colons no effect matches, and the taint is refused as written
      { key, effect: text }
    : { key, ...(value && { value }), effect };
}
