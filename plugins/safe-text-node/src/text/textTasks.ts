import { findTemplateProblem, renderToYaml } from '../render';
import {
  completeValuesOf,
  findDefaultProblems,
  findSchemaProblem,
} from '../values';
import { parseYamlDocument } from '../yaml/parseYamlDocument';

/** The tasks of this library in worker processes. */
export const textTasks = {
  completeValuesOf,
  findDefaultProblems,
  findSchemaProblem,
  findTemplateProblem,
  parseYamlDocument,
  renderToYaml,
};

export type TextTasks = typeof textTasks;
