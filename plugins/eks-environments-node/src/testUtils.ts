/**
 * Test utilities for modules.
 *
 * @packageDocumentation
 */
export * from './testUtils/TestClock';
export type { Clock } from './clock';
