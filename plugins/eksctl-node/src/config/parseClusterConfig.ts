import { JsonObject } from '@backstage/types';
import { readYaml } from '../yaml/readYaml';
import { Finding } from './types';

/**
 * Reads a config by people: YAML that eksctl would read the same way. Anchors, aliases and merge keys are resolved; what YAML 1.1 and 1.2
 * read differently is refused with what to write instead. The result is not checked yet: see {@link checkClusterConfig}.
 */
export function parseClusterConfig(
  text: string,
):
  | { kind: 'config'; config: JsonObject }
  | { kind: 'invalid'; findings: Finding[] } {
  const reading = readYaml(text);
  switch (reading.kind) {
    case 'unreadable':
      return invalid(reading.message);
    case 'invalid':
      return reading;
    default: {
      const { value } = reading;
      return value !== null &&
        typeof value === 'object' &&
        !Array.isArray(value)
        ? { kind: 'config', config: value }
        : invalid('is not a YAML map');
    }
  }
}

function invalid(message: string): { kind: 'invalid'; findings: Finding[] } {
  return {
    kind: 'invalid',
    findings: [
      { severity: 'error', code: 'yaml', message: `The config ${message}` },
    ],
  };
}
