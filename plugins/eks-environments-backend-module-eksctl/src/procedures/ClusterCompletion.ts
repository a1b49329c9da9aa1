import {
  type ClusterConfig,
  type ClusterStack,
  type CreatePhase,
  type EksCluster,
  type Failure,
  type FailureClass,
  type FinishStep,
  type LogRetentionStep,
  type PartRemoval,
  planCompletion,
  type Progress,
  readClusterParts,
  removePart,
  serializeClusterConfig,
  setLogRetention,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { eksctlFailure } from '../failures/eksctlFailures';
import type { EksctlResult } from './EksctlCommands';
import type { OperationJournal } from 'backstage-plugin-eks-environments-node';
import type { DecisiveStep, Propagation } from './Propagation';
import type { WatchedEksctl } from './WatchedEksctl';

/** The progress of a create when a step of its completion begins. */
const PROGRESS: Record<FinishStep['name'], Progress<CreatePhase>> = {
  accessEntries: { phase: 'addons', percent: 56 },
  oidcProvider: { phase: 'addons', percent: 57 },
  networkAddons: { phase: 'addons', percent: 58 },
  addonUpdates: { phase: 'addons', percent: 62 },
  serviceAccounts: { phase: 'addons', percent: 66 },
  fargateProfiles: { phase: 'nodes', percent: 68 },
  nodeGroups: { phase: 'nodes', percent: 68 },
  addons: { phase: 'verification', percent: 94 },
  podIdentities: { phase: 'verification', percent: 94 },
};

const WORDS: Record<FinishStep['name'], string> = {
  accessEntries: 'access entries',
  oidcProvider: 'the trust of IAM in the cluster',
  networkAddons: 'add-ons',
  addonUpdates: 'add-ons',
  serviceAccounts: 'IAM service accounts',
  fargateProfiles: 'Fargate profiles',
  nodeGroups: 'node groups',
  addons: 'add-ons',
  podIdentities: 'pod identity associations',
};

const PARTS: Record<PartRemoval['part'], string> = {
  fargateProfile: 'Fargate profile',
  addon: 'add-on',
  podIdentity: 'pod identity association',
};

/** Failure classes that can mean that AWS does not show a change yet. */
const MAY_MEAN_TOO_EARLY: readonly FailureClass[] = ['unknown', 'missing'];

type ActiveStep = Exclude<DecisiveStep, { kind: 'impossible' }>;

/**
 * The outcome of a completion round.
 *
 * - `complete`: AWS has everything in the approved config
 * - `again`: a step was done; read AWS again
 * - `wait`: nothing can be done now
 * - `propagating`: AWS may not show a change yet
 */
export type CompletionRound =
  | { kind: 'complete' }
  | { kind: 'again' }
  | { kind: 'wait'; reason: string }
  | { kind: 'propagating' }
  | { kind: 'failed'; failure: Failure };

/**
 * Completes a cluster whose control plane exists. Each round does one step, usually with eksctl, for what the approved config has and AWS
 * does not.
 */
export class ClusterCompletion {
  readonly #options: {
    config: ClusterConfig;
    access: AccountAccess;
    journal: OperationJournal;
    eksctl: WatchedEksctl;
    propagation: Propagation;
    classify: (result: EksctlResult) => Promise<Failure>;
    deleteStacks: (names: string[]) => Promise<void>;
  };
  /** The failure of each step that was tried. A step that is still needed after a try fails with it. */
  readonly #tried = new Map<string, Failure>();
  #trustsNodeGroups = false;
  /** What the log last reported as waited for. */
  #awaited: string | undefined;

  constructor(options: {
    /** The approved config. */
    config: ClusterConfig;
    access: AccountAccess;
    journal: OperationJournal;
    eksctl: WatchedEksctl;
    propagation: Propagation;
    classify: (result: EksctlResult) => Promise<Failure>;
    /** Returns when the stacks are deleted. */
    deleteStacks: (names: string[]) => Promise<void>;
  }) {
    this.#options = options;
  }

  /**
   * eksctl created the node groups and what belongs to them, and exited successfully. Only this worker knows; after a takeover they are
   * checked again.
   */
  trustNodeGroups(): void {
    this.#trustsNodeGroups = true;
  }

  /** @param stacks - all of them complete */
  async round(
    cluster: EksCluster,
    stacks: ClusterStack[],
  ): Promise<CompletionRound> {
    const { config, access } = this.#options;
    const parts = await readClusterParts({
      ...access,
      cluster,
      stacks,
      config,
      trustsNodeGroups: this.#trustsNodeGroups,
    });
    if (!parts) {
      return { kind: 'wait', reason: 'The Kubernetes API does not answer' };
    }
    const [step] = planCompletion({ config, stacks, parts });
    switch (step?.kind) {
      case undefined:
        return { kind: 'complete' };
      case 'settle':
        return { kind: 'wait', reason: step.reason };
      default:
        return this.#do(step);
    }
  }

  async #do(step: DecisiveStep): Promise<CompletionRound> {
    const { propagation } = this.#options;
    if (propagation.mayComeYet(step)) {
      return this.#wait(step);
    }
    if (step.kind === 'impossible') {
      const { reason: cause } = step;
      return {
        kind: 'failed',
        failure: eksctlFailure('foreignPart', { cause }),
      };
    }
    const failure = this.#tried.get(nameOf(step)) ?? (await this.#try(step));
    propagation.changed(step);
    return failure ? { kind: 'failed', failure } : { kind: 'again' };
  }

  #wait(step: DecisiveStep): CompletionRound {
    const what = step.kind === 'impossible' ? step.reason : nameOf(step);
    if (what !== this.#awaited) {
      this.#awaited = what;
      this.#options.journal.log(
        `New resources may not be visible in AWS yet; checking again: ${what}`,
      );
    }
    return { kind: 'propagating' };
  }

  async #try(step: ActiveStep): Promise<Failure | undefined> {
    switch (step.kind) {
      case 'remove':
        return this.#remove(step);
      case 'setLogRetention':
        return this.#setLogRetention(step);
      default:
        return this.#make(step);
    }
  }

  /** Only starts the removal: while EKS removes the part, the loop waits for it. */
  async #remove(step: PartRemoval): Promise<Failure | undefined> {
    const { access, config, journal } = this.#options;
    const { reason: cause } = step;
    journal.log(`${cause}; it is deleted and will be recreated`, 'warning');
    this.#tried.set(nameOf(step), eksctlFailure('stillMissing', { cause }));
    await removePart({
      clients: access.clients,
      clusterName: config.metadata.name,
      part: step.part,
      id: step.id,
    });
    return undefined;
  }

  async #setLogRetention(step: LogRetentionStep): Promise<Failure | undefined> {
    const { access, config, journal } = this.#options;
    const { retentionInDays } = step;
    journal.log(`Missing: ${nameOf(step)}`);
    this.#tried.set(
      nameOf(step),
      eksctlFailure('stillMissing', {
        cause: 'CloudWatch does not keep the retention of the log group',
      }),
    );
    await setLogRetention({
      clients: access.clients,
      clusterName: config.metadata.name,
      retentionInDays,
    });
    return undefined;
  }

  async #make(step: FinishStep): Promise<Failure | undefined> {
    const { journal, eksctl, classify, deleteStacks, propagation } =
      this.#options;
    const mayComeTooEarly = propagation.mayComeTooEarly(step);
    if (step.missing.length > 0) {
      journal.log(`Missing: ${WORDS[step.name]} (${step.missing.join(', ')})`);
    }
    for (const { name, how } of step.differing) {
      journal.log(
        `Differs: ${WORDS[step.name]} (${name}): ${how.join(', ')}`,
        'warning',
      );
    }
    eksctl.reached(PROGRESS[step.name]);
    if (step.clear.length > 0) {
      await deleteStacks(step.clear);
    }
    const end = await eksctl.run(
      step.args,
      serializeClusterConfig({ ...step.config }),
    );
    if (
      step.name === 'nodeGroups' &&
      end.kind === 'ended' &&
      end.result.exit.kind === 'success'
    ) {
      this.trustNodeGroups();
    }
    if (end.kind !== 'ended' || end.result.exit.kind === 'success') {
      this.#tried.set(
        nameOf(step),
        eksctlFailure('stillMissing', {
          cause: `eksctl was run for ${nameOf(
            step,
          )}, but AWS does not have them as configured`,
        }),
      );
      return undefined;
    }
    const failure = await classify(end.result);
    if (mayComeTooEarly && MAY_MEAN_TOO_EARLY.includes(failure.class)) {
      journal.log(
        `New resources may not have been visible to eksctl; running eksctl again: ${failure.cause}`,
        'warning',
      );
      return undefined;
    }
    if (failure.class !== 'partial' && failure.class !== 'conflict') {
      return failure;
    }
    // A part that is not healthy was created all the same, and a conflict may be with the part itself: read AWS again.
    journal.log(
      `eksctl reported a problem: ${failure.cause}; reading AWS again`,
      'warning',
    );
    this.#tried.set(nameOf(step), failure);
    return undefined;
  }
}

function nameOf(step: ActiveStep): string {
  switch (step.kind) {
    case 'remove':
      return `removal of the ${PARTS[step.part]} ${step.name}`;
    case 'setLogRetention':
      return `retention of the logs (${step.retentionInDays} days)`;
    default:
      return `${WORDS[step.name]} (${[
        ...step.missing,
        ...step.differing.map(({ name, how }) => `${name}: ${how.join(', ')}`),
      ].join(', ')})`;
  }
}
