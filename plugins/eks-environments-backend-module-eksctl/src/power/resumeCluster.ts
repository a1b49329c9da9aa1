import type { JsonObject } from '@backstage/types';
import type {
  OperationContext,
  OperationOutcome,
  PowerInput,
  ResumeResult,
} from 'backstage-plugin-eks-environments-node';
import {
  type Band,
  parseWrittenConfig,
  readScalableGroups,
  type ScalableGroup,
  summarizeClusterConfig,
  untagGroup,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';
import { failureOfTexts } from '../failures/failureOfError';
import { openAccount } from '../procedures/openAccount';
import type { ProcedureOptions } from '../procedures/ProcedureOptions';
import {
  ReadinessTimeout,
  verifyUntilReady,
} from '../procedures/verifyUntilReady';
import { AWAKE_SIZE, parseSize, taggedSize } from './awakeSize';
import { sizesIn } from './RememberedSizes';
import { tryResize } from './tryResize';

/*
 * The resumption of a hibernated cluster: each node group gets the size that it had, and then its nodes must become ready.
 *
 * The size comes from the tag of the group; if somebody removed that, from the database; if no hibernation completed, from the approved config. The tags are removed last, so an interrupted resumption can be repeated.
 */

type Outcome = OperationOutcome<ResumeResult>;

class ClusterResumption {
  readonly #context: OperationContext<PowerInput>;
  readonly #access: AccountAccess;
  readonly #timeout: ReadinessTimeout;
  readonly #fallbacks: Map<string, Band>;

  constructor(
    context: OperationContext<PowerInput>,
    access: AccountAccess,
    options: ProcedureOptions,
  ) {
    const { journal, signal } = context;
    this.#context = context;
    this.#access = access;
    this.#timeout = new ReadinessTimeout({ ...options, journal, signal });
    this.#fallbacks = fallbackSizes(context);
  }

  async run(): Promise<Outcome> {
    const { environment, journal } = this.#context;
    journal.progress('nodes', 5);
    const groups = await this.#restoreSizes();
    if (!groups) {
      return this.#failed('the node groups could not be changed in time');
    }
    journal.progress('verification', 50);
    const outcome = await verifyUntilReady({
      journal,
      access: this.#access,
      clusterName: environment.resourceRef,
      minimumNodes: groups.reduce((sum, { size }) => sum + size.desired, 0),
      timeout: this.#timeout,
    });
    if (outcome.kind === 'failed') {
      return this.#failed(outcome.failure.cause);
    }
    for (const group of groups.filter(({ tags }) => AWAKE_SIZE in tags)) {
      await untagGroup(this.#access.clients, group, AWAKE_SIZE);
    }
    return outcome;
  }

  /** @returns the groups with their sizes; undefined after the readiness timeout */
  async #restoreSizes(): Promise<ScalableGroup[] | undefined> {
    for (;;) {
      const groups = await this.#groups();
      const hibernated = groups.filter(group => !this.#isRestored(group));
      if (hibernated.length === 0) {
        return groups;
      }
      for (const group of hibernated) {
        await tryResize(
          this.#context,
          this.#access,
          group,
          this.#sizeOf(group) ?? group.size,
        );
      }
      const names = hibernated.map(({ name }) => name).join(', ');
      if (
        (await this.#timeout.wait(`updating the node groups ${names}`)) ===
        'expired'
      ) {
        return undefined;
      }
    }
  }

  #groups(): Promise<ScalableGroup[]> {
    const { environment } = this.#context;
    return readScalableGroups(this.#access.clients, environment.resourceRef);
  }

  #sizeOf(group: ScalableGroup): Band | undefined {
    return taggedSize(group) ?? this.#fallbacks.get(group.name);
  }

  /** An autoscaler may have chosen another desired number since the bounds were restored. */
  #isRestored(group: ScalableGroup): boolean {
    const { size } = group;
    const wanted = this.#sizeOf(group) ?? size;
    return (
      size.min === wanted.min &&
      size.max === wanted.max &&
      (size.desired > 0 || wanted.desired === 0)
    );
  }

  /** What AWS reports about the groups explains more than that nodes are missing. */
  async #failed(reason: string): Promise<Outcome> {
    const issues = (await this.#groups()).flatMap(group => group.issues);
    return {
      kind: 'failed',
      failure:
        failureOfTexts(issues, 'create') ??
        eksctlFailure('notResumed', { cause: reason, reason }),
    };
  }
}

/** Runs a resumption, see above. */
export async function resumeCluster(
  context: OperationContext<PowerInput>,
  options: ProcedureOptions,
): Promise<Outcome> {
  const { access, objection } = await openAccount(context, options, 'existing');
  return objection
    ? { kind: 'failed', failure: objection }
    : new ClusterResumption(context, access, options).run();
}

/**
 * The sizes of groups that have no tag: as a hibernation that completed stored them; if none did, as approved. A group that the hibernation
 * did not know keeps its size.
 */
function fallbackSizes({
  environment: { spec },
  operation: {
    input: { restore },
  },
}: OperationContext<PowerInput>): Map<string, Band> {
  return restore === undefined ? approvedSizes(spec) : storedSizes(restore);
}

function approvedSizes(spec: string): Map<string, Band> {
  const { nodeGroups } = summarizeClusterConfig(
    parseWrittenConfig(spec) as JsonObject,
  );
  return new Map(
    nodeGroups.map(({ name, min, desired, max }) => [
      name,
      { min, desired, max },
    ]),
  );
}

function storedSizes(restore: JsonObject): Map<string, Band> {
  return new Map(
    Object.entries(sizesIn(restore)).flatMap(([name, text]) => {
      const size = parseSize(text);
      return size ? [[name, size] as const] : [];
    }),
  );
}
