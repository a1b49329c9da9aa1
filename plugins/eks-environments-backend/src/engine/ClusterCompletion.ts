import {
  type ClusterConfig,
  type ClusterStack,
  type CompletionStep,
  type CreatePhase,
  type EksCluster,
  type Failure,
  type FargateProfileRemoval,
  type FinishStep,
  type LogRetentionStep,
  planCompletion,
  type Progress,
  readClusterParts,
  removeFargateProfile,
  serializeClusterConfig,
  setLogRetention,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import { ownFailure } from '../failures';
import type { EksctlResult } from './EksctlCommands';
import type { OperationJournal } from './OperationJournal';
import type { WatchedEksctl } from './WatchedEksctl';

/** How far a create is when a step of its completion begins. */
const PROGRESS: Record<FinishStep['name'], Progress<CreatePhase>> = {
  accessEntries: { phase: 'addons', percent: 56 },
  oidcProvider: { phase: 'addons', percent: 57 },
  networkAddons: { phase: 'addons', percent: 58 },
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
  serviceAccounts: 'IAM service accounts',
  fargateProfiles: 'Fargate profiles',
  nodeGroups: 'node groups',
  addons: 'add-ons',
  podIdentities: 'pod identity associations',
};

type ActiveStep = Exclude<CompletionStep, { kind: 'settle' }>;

/**
 * What came of a round of completion.
 *
 * - `complete`: AWS has all that the approved config wants
 * - `again`: a step was done, so AWS has to be looked at again
 * - `wait`: nothing can be done just now
 */
export type CompletionRound =
  | { kind: 'complete' }
  | { kind: 'again' }
  | { kind: 'wait'; reason: string }
  | { kind: 'failed'; failure: Failure };

/** Completes a cluster whose control plane stands: one step a round, mostly of eksctl, for what the approved config wants and AWS does not have. */
export class ClusterCompletion {
  readonly #options: {
    config: ClusterConfig;
    access: AccountAccess;
    journal: OperationJournal;
    eksctl: WatchedEksctl;
    classify: (result: EksctlResult) => Promise<Failure>;
    deleteStacks: (names: string[]) => Promise<void>;
  };
  /** What was tried, and what it came to: what is missing still after a try will not come by another one. */
  readonly #tried = new Map<string, Failure>();
  #trustsNodeGroups = false;

  constructor(options: {
    /** As it was approved. */
    config: ClusterConfig;
    access: AccountAccess;
    journal: OperationJournal;
    eksctl: WatchedEksctl;
    classify: (result: EksctlResult) => Promise<Failure>;
    /** Returns when they are gone. */
    deleteStacks: (names: string[]) => Promise<void>;
  }) {
    this.#options = options;
  }

  /** eksctl made the node groups, with what belongs to them, and ended well. */
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

  async #do(step: ActiveStep): Promise<CompletionRound> {
    const failure = this.#tried.get(nameOf(step)) ?? (await this.#try(step));
    return failure ? { kind: 'failed', failure } : { kind: 'again' };
  }

  async #try(step: ActiveStep): Promise<Failure | undefined> {
    switch (step.kind) {
      case 'removeFargateProfile':
        return this.#removeProfile(step);
      case 'setLogRetention':
        return this.#setLogRetention(step);
      default:
        return this.#make(step);
    }
  }

  /** Only begun here: while EKS is at it, there is something to wait for. */
  async #removeProfile(
    step: FargateProfileRemoval,
  ): Promise<Failure | undefined> {
    const { access, config, journal } = this.#options;
    const { name, status, issues } = step.profile;
    const cause = [`The Fargate profile ${name} is ${status}`, ...issues].join(
      ': ',
    );
    journal.say(`${cause}; it is removed, to be made again`, 'warning');
    this.#tried.set(nameOf(step), ownFailure('stillMissing', { cause }));
    await removeFargateProfile({
      clients: access.clients,
      clusterName: config.metadata.name,
      fargateProfileName: name,
    });
    return undefined;
  }

  async #setLogRetention(step: LogRetentionStep): Promise<Failure | undefined> {
    const { access, config, journal } = this.#options;
    const { retentionInDays } = step;
    journal.say(`Missing: ${nameOf(step)}`);
    this.#tried.set(
      nameOf(step),
      ownFailure('stillMissing', {
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
    const { journal, eksctl, classify, deleteStacks } = this.#options;
    journal.say(`Missing: ${nameOf(step)}`);
    eksctl.reached(PROGRESS[step.name]);
    if (step.clear.length > 0) {
      await deleteStacks(step.clear);
    }
    const end = await eksctl.run(
      step.args,
      serializeClusterConfig({ ...step.config }),
    );
    if (end.kind !== 'ended' || end.result.exit.kind === 'success') {
      this.#tried.set(
        nameOf(step),
        ownFailure('stillMissing', {
          cause: `eksctl was run for ${nameOf(
            step,
          )}, and AWS does not have them`,
        }),
      );
      return undefined;
    }
    const failure = await classify(end.result);
    if (failure.class !== 'partial' && failure.class !== 'conflict') {
      return failure;
    }
    // What is made but not well is there, and what was in the way may be just that: AWS is asked.
    journal.say(`Not all is well: ${failure.cause}`, 'warning');
    this.#tried.set(nameOf(step), failure);
    return undefined;
  }
}

function nameOf(step: ActiveStep): string {
  switch (step.kind) {
    case 'removeFargateProfile':
      return `removal of the Fargate profile ${step.profile.name}`;
    case 'setLogRetention':
      return `retention of the logs (${step.retentionInDays} days)`;
    default:
      return `${WORDS[step.name]} (${step.missing.join(', ')})`;
  }
}
