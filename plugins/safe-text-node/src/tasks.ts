/**
 * Work on text that is not trusted, in the process that calls it. A text can keep these functions busy for long, so call them only from
 * a task that runs in a worker process (see `boundedTasks`), or with text that was checked before.
 *
 * @packageDocumentation
 */
import type { TaskTable } from './pool';
import { textTasks } from './text/textTasks';

export type { RefusedText, TextFinding } from './findings';
export type { TaskTable } from './pool';
export { renderToJson } from './render';
export type { RenderedMap, RenderOptions } from './render';
export * from './yaml';

/**
 * The tasks of this library in worker processes. Not to be called.
 *
 * @public
 */
export const tasks: TaskTable = textTasks;
