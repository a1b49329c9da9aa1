import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';

/** The user who runs the tasks in tests. */
export const dana = mockCredentials.user('user:default/dana');

/** Runs an action as a task of Dana's, and returns its output and log. */
export async function runAction<
  TInput extends JsonObject,
  TOutput extends JsonObject,
>(
  action: TemplateAction<TInput, TOutput>,
  input: NoInfer<TInput>,
  changes: {
    taskId?: string;
    signal?: AbortSignal;
    isDryRun?: boolean;
    workspacePath?: string;
  } = {},
) {
  const output: Record<string, unknown> = {};
  const lines: string[] = [];
  const write =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level}: ${message}`);
    };
  const logger = mockServices.logger.mock({
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  });
  const error = await action
    .handler({
      ...createMockActionContext<TInput, TOutput>({ input }),
      task: { id: changes.taskId ?? 'task-1' },
      step: { id: 'step-1' },
      logger,
      output: (name, value) => {
        output[name as string] = value;
      },
      getInitiatorCredentials: async () => dana,
      ...(changes.signal && { signal: changes.signal }),
      ...(changes.isDryRun && { isDryRun: changes.isDryRun }),
      ...(changes.workspacePath && { workspacePath: changes.workspacePath }),
    })
    .then(
      () => undefined,
      (reason: Error) => reason,
    );
  return { error, lines, output };
}
