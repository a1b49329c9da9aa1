export { checkWritable } from './checkWritable';
export { MAXIMUM_FINDINGS } from './limits';
export { readYaml } from './readYaml';
export type { Substitution, YamlReading } from './readYaml';
export * from './serializeYaml';
