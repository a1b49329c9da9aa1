import type { JsonObject, JsonValue } from '@backstage/types';
import {
  type ConfigSource,
  renderClusterConfig,
} from 'backstage-plugin-eksctl-node';

/** The value of a raw blueprint, which may be YAML or a map by its schema. */
export function rawSource(value: JsonValue | undefined): ConfigSource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { kind: 'map', config: value }
    : { kind: 'yaml', text: String(value ?? '') };
}

/** The region that a raw config names. */
export async function regionOfConfig(
  value: JsonValue | undefined,
): Promise<string | undefined> {
  const raw = await renderClusterConfig(rawSource(value));
  const metadata = raw.kind === 'config' ? raw.config.metadata : undefined;
  const region = (metadata as Partial<JsonObject> | null | undefined)?.region;
  return typeof region === 'string' && region !== '' ? region : undefined;
}
