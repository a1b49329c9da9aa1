import type { JsonValue } from '@backstage/types';
import type { ConfigSource } from 'backstage-plugin-eksctl-node';

/** The value of a raw blueprint, which may be YAML or a map by its schema. */
export function rawSource(value: JsonValue | undefined): ConfigSource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { kind: 'map', config: value }
    : { kind: 'yaml', text: String(value ?? '') };
}
