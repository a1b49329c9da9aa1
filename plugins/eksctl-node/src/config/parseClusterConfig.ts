import { JsonObject } from '@backstage/types';
import { isJsonObject } from 'backstage-plugin-safe-text-node';
import { readYaml } from 'backstage-plugin-safe-text-node/tasks';
import { Finding } from '../model/Finding';

/** A text that cannot be used, and the part of it that could be parsed, with values as they are written. */
type InvalidConfig = {
  kind: 'invalid';
  findings: Finding[];
  config?: JsonObject;
};

/**
 * Parses a config written by users: YAML that eksctl would parse the same way. Anchors, aliases and merge keys are resolved; what YAML
 * 1.1 and 1.2 read differently is refused with the correct form. The result is not checked yet: see {@link checkClusterConfig}.
 */
export function parseClusterConfig(
  text: string,
): { kind: 'config'; config: JsonObject } | InvalidConfig {
  const reading = readYaml(text);
  switch (reading.kind) {
    case 'unreadable':
      return invalid(reading.message);
    case 'invalid': {
      const { findings, value } = reading;
      return isJsonObject(value)
        ? { kind: 'invalid', findings, config: value }
        : { kind: 'invalid', findings };
    }
    default: {
      const { value } = reading;
      return isJsonObject(value)
        ? { kind: 'config', config: value }
        : invalid('is not a YAML map');
    }
  }
}

function invalid(message: string): InvalidConfig {
  return {
    kind: 'invalid',
    findings: [
      { severity: 'error', code: 'yaml', message: `The config ${message}` },
    ],
  };
}
