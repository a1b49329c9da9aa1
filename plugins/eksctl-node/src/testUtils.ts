/**
 * Test utilities for executors of eksctl, and for code that uses one.
 *
 * @packageDocumentation
 */
export * from './testUtils/eksctlRunnerContract';
export * from './testUtils/FindableEksctlRunner';
export type {
  EksctlExit,
  EksctlRun,
  EksctlRunner,
  EksctlRunOptions,
} from './run/types';
export type { EksctlLine } from './output/types';
