/**
 * The tasks of this library in worker processes. Not to be imported.
 *
 * @packageDocumentation
 */
import type { TaskTable } from 'backstage-plugin-safe-text-node';
import { findSchemaProblems } from './config/schema';
import { configTasks } from './work/configWork';

/**
 * The tasks by name.
 *
 * @public
 */
export const tasks: TaskTable = configTasks;

// Compiling eksctl's schema takes longer than most tasks, so it is done when a process loads this module
findSchemaProblems({});
