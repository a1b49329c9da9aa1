import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '../database';
import { FailureLog } from '../util/FailureLog';

/**
 * What the core assumes if a synchronous call of a provisioner throws, as the log says it. `docs/how-to/add-a-provisioner.md` lists them.
 */
export const ASSUMPTIONS = {
  access: 'no kubeconfig is offered until it answers',
  bareSpec: 'a deletion without a record is refused',
  canRun: 'this replica does not run the operation now',
  checkPrincipals: 'the plan gets the warning principals-not-checked',
  classifyError: 'the failure counts as unknown',
  consoleUrl: 'no link to its console is shown',
  covers: 'the place counts as covered',
  presentSweep: 'the report of the sweep is not shown',
  supports: 'the environment cannot be hibernated now',
  tags: 'the tags are not shown',
  withTags: 'the import is refused',
} as const;

/** The name of a synchronous call whose errors have an assumption. */
export type AssumedCallName = keyof typeof ASSUMPTIONS;

declare const assumed: unique symbol;

/** A synchronous call whose errors are handled; only {@link assuming} makes one. */
export type Assumed<TCall> = TCall & { readonly [assumed]: true };

/** Reports an error of a synchronous call. */
export type ReportError = (name: AssumedCallName, error: unknown) => void;

/** @param otherwise - the answer after an error; it may throw one that tells the caller to try again */
export function assuming<TArgs extends unknown[], TResult>(
  name: AssumedCallName,
  {
    ask,
    otherwise,
    report,
  }: {
    ask: (...args: TArgs) => TResult;
    otherwise: () => TResult;
    report: ReportError;
  },
): Assumed<(...args: TArgs) => TResult> {
  const call = (...args: TArgs) => {
    try {
      return ask(...args);
    } catch (error) {
      report(name, error);
      return otherwise();
    }
  };
  return call as Assumed<typeof call>;
}

/** Logs errors of the synchronous calls of a provisioner: of each call the first one, and again after an hour. */
export function logErrors(
  provisioner: string,
  options: { logger: Pick<LoggerService, 'error'>; clock: Clock },
): ReportError {
  const log = new FailureLog(options);
  return (name, error) =>
    log.error(
      name,
      `${name} of the provisioner ${provisioner} failed: ${ASSUMPTIONS[name]}. Its further errors are not logged for an hour`,
      error,
    );
}
