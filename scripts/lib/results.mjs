import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { local } from './paths.mjs';

const folder = path.join(local, 'results');

/** Where a test runner writes its report; removes the one of the last run, which must not be taken for this one's. */
export function freshReport(name) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  rmSync(file, { force: true });
  return file;
}

/** @returns the report, or undefined if the runner died before it wrote one */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Prints the closing line and keeps the numbers for .ci/run to add up. */
export function closeWith(name, { passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${name}.totals`),
    `${passed} ${failed} ${skipped}\n`,
  );
  console.log(`\n${name}: ${line}`);
}
