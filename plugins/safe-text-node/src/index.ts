/**
 * Handles text that is not trusted: renders Handlebars templates, reads YAML, completes and checks values against JSON Schema, each in a
 * worker process with limits on time, memory, size and depth; redacts secrets.
 *
 * @packageDocumentation
 */
export * from './findings';
export * from './pool';
export * from './redaction';
export type { RenderedYaml, RenderOptions } from './render';
export * from './text';
export * from './util';
export type { CompletedValues, DefaultProblem, ValueProblem } from './values';
export type { YamlDocument } from './yaml/parseYamlDocument';
export { readWrittenYaml } from './yaml/readWrittenYaml';
