import { prepare, render, write } from '../render/configWork';
import { findTemplateProblem } from '../render/renderTemplate';
import { completeValuesOf, findSchemaProblem } from '../values/completeValues';
import { findDefaultProblems } from '../values/findDefaultProblems';
import { parseYamlDocument } from '../yaml/parseYamlDocument';

/** The tasks of worker processes. Arguments and results are JSON. */
export const tasks = {
  render,
  prepare,
  write,
  completeValuesOf,
  findDefaultProblems,
  findSchemaProblem,
  findTemplateProblem,
  parseYamlDocument,
};

export type Tasks = typeof tasks;
