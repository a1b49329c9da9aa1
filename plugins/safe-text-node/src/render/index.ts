export { findTemplateProblem, renderToJson } from './renderToJson';
export { renderToYaml } from './renderToYaml';
export * from './types';
