import type { OperationContext } from 'backstage-plugin-eks-environments-node';
import {
  AwsRegionFacts,
  checkPreflight,
  type Failure,
  failureKinds,
  failureOfPreflight,
  needsOf,
  parseWrittenConfig,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { DryRun } from '../dryRun';
import { sweepTargetOf } from './sweepTarget';

const AT_MOST_MS = 30_000;

/**
 * The last check of an account before eksctl starts on a cluster of which nothing exists.
 *
 * @remarks
 *
 * Runs the checks of the plan against the present state. A quota that was used up since the approval costs seconds here, but a quarter of
 * an hour and a rollback later. What cannot be checked delays nothing. eksctl checks the config again, because it may not have been able to
 * when the request was made.
 */
export class CreatePreflight {
  readonly #dryRun: DryRun | undefined;

  constructor(options: {
    /** Omitted: eksctl's own check is disabled. */
    dryRun?: DryRun;
  }) {
    this.#dryRun = options.dryRun;
  }

  /** @returns why the create must not begin */
  async check(
    context: OperationContext,
    access: AccountAccess,
  ): Promise<Failure | undefined> {
    return (
      (await this.#checkAccount(context, access)) ??
      (await this.#checkConfig(context))
    );
  }

  async #checkAccount(
    { environment, journal, signal, reportRecovery }: OperationContext,
    { clients, region, accountNumber }: AccountAccess,
  ): Promise<Failure | undefined> {
    const checks = await checkPreflight(new AwsRegionFacts(clients), {
      needs: needsOf(parseWrittenConfig(environment.spec)),
      region,
      accountNumber,
      clusterName: environment.resourceRef,
      own: sweepTargetOf(environment),
      signal: AbortSignal.any([signal, AbortSignal.timeout(AT_MOST_MS)]),
    });
    signal.throwIfAborted();
    for (const { message, outcome, limit } of checks) {
      if (outcome !== 'passed' || limit !== undefined) {
        journal.log(message, outcome === 'passed' ? 'info' : 'warning');
      }
    }
    const objection = failureOfPreflight(checks);
    if (!objection) {
      await reportRecovery({
        quotasWereRead: !checks.some(({ outcome }) => outcome === 'unknown'),
      });
    }
    return objection;
  }

  async #checkConfig({
    environment,
    journal,
    signal,
  }: OperationContext): Promise<Failure | undefined> {
    const { spec: config, account, region, resourceRef, id } = environment;
    const verdict = await this.#dryRun?.check({
      config,
      account,
      region,
      names: [resourceRef, id],
    });
    signal.throwIfAborted();
    switch (verdict?.kind) {
      case 'refused':
        return { ...failureKinds.invalidConfig, cause: verdict.sentence };
      case 'unchecked':
        journal.log(
          `eksctl could not check the config beforehand. ${verdict.reason}`,
          'warning',
        );
        return undefined;
      default:
        return undefined;
    }
  }
}
