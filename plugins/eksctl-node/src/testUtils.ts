/**
 * For tests of executors of eksctl, and of what works with one.
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
