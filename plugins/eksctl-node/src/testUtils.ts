/**
 * For tests of executors of eksctl, and of what works with one.
 *
 * @packageDocumentation
 */
export * from './testUtils/eksctlRunnerContract';
export * from './testUtils/FindableEksctlRunner';
