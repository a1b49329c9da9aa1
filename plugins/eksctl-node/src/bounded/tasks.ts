import { prepare, render, write } from '../render/configWork';
import { findTemplateProblem } from '../render/renderTemplate';
import { completeValuesOf, findSchemaProblem } from '../values/completeValues';
import { parseYamlDocument } from '../yaml/parseYamlDocument';

/** What worker threads can do. Arguments and results are JSON. */
export const tasks = {
  render,
  prepare,
  write,
  completeValuesOf,
  findSchemaProblem,
  findTemplateProblem,
  parseYamlDocument,
};

export type Tasks = typeof tasks;
