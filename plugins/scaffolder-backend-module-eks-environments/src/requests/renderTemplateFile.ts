import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  renderClusterConfig,
  type RenderedConfig,
} from 'backstage-plugin-eksctl-node';

/**
 * Renders a Handlebars template of a ClusterConfig that lies in a task's workspace.
 *
 * @throws NotAllowedError when the path leads out of the workspace, NotFoundError when there is no such file, InputError when it
 * can't be rendered
 */
export async function renderTemplateFile(options: {
  workspacePath: string;
  templatePath: string;
  values: JsonObject;
}): Promise<RenderedConfig> {
  const { workspacePath, templatePath, values } = options;
  const path = resolveSafeChildPath(workspacePath, templatePath);
  let template: string;
  try {
    template = await readFile(path, 'utf8');
  } catch (error) {
    throw new NotFoundError(
      `templatePath: there is no file '${templatePath}' in the workspace; fetch:plain puts it there`,
      error,
    );
  }
  try {
    return renderClusterConfig({ template, values });
  } catch (error) {
    throw new InputError(`${templatePath}: ${messageOf(error)}`, error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
