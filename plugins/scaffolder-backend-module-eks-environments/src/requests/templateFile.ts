import { readFile, stat } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  type ConfigSource,
  type Finding,
  renderClusterConfig,
  type RenderedConfig,
} from 'backstage-plugin-eksctl-node';

/** Bytes; the renderer accepts fewer characters, so a larger file is not read. */
const LARGEST_FILE = 1024 * 1024;

/**
 * Reads a Handlebars template of a ClusterConfig from a task's workspace.
 *
 * @throws NotAllowedError if the path is outside of the workspace, NotFoundError if the file does not exist, InputError if it is too
 * large
 */
export async function readTemplateFile(options: {
  workspacePath: string;
  templatePath: string;
}): Promise<string> {
  const { workspacePath, templatePath } = options;
  const path = resolveSafeChildPath(workspacePath, templatePath);
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) {
      throw new InputError(
        `templatePath: '${templatePath}' has ${size} bytes; at most ${LARGEST_FILE} are allowed`,
      );
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    throw new NotFoundError(
      `templatePath: there is no file '${templatePath}' in the workspace; add it with a step fetch:plain`,
      error,
    );
  }
}

/**
 * Renders a config without checking it.
 *
 * @param templatePath - for messages
 * @throws InputError if it cannot be rendered
 */
export async function renderSource(
  templatePath: string,
  source: ConfigSource,
): Promise<RenderedConfig> {
  const rendered = await renderClusterConfig(source);
  if (rendered.kind === 'refused') {
    throw refusedTemplate(templatePath, rendered.findings);
  }
  return rendered;
}

/** An error that names the template and all errors of its config. */
export function refusedTemplate(
  templatePath: string,
  findings: Finding[],
): InputError {
  return new InputError(
    `${templatePath}: ${findings.map(describeFinding).join('; ')}`,
  );
}

/** A finding in one sentence that names the places in the config. */
export function describeFinding({ path, places, message }: Finding): string {
  const where = places?.join(', ') ?? path;
  return where && !message.startsWith(where) ? `${where}: ${message}` : message;
}
