import type {
  Finding,
  Message,
  PlanApprovalStep,
} from 'backstage-plugin-eks-environments-common';
import type { ApproverCount, ApproverDirectory } from '../access';
import type { DecisionRow, RequestRow } from '../database';
import type { StoredStep } from './steps';

/** The code of a step that too few people can decide. */
const QUORUM_UNREACHABLE = 'quorum-unreachable';

/** Tells which steps too few people can decide, as far as the catalog knows. */
export class Quorums {
  readonly #approvers: Pick<ApproverDirectory, 'count'>;
  readonly #platformEngineers: readonly string[];

  /** @param options - `platformEngineers` may decide each step that does not name them */
  constructor(options: {
    approvers: Pick<ApproverDirectory, 'count'>;
    platformEngineers: readonly string[];
  }) {
    this.#approvers = options.approvers;
    this.#platformEngineers = options.platformEngineers;
  }

  /** Warnings, since the permission policy may let other people decide. */
  async findings(
    steps: readonly PlanApprovalStep[],
    requester: string,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const [index, { approvers, quorum }] of steps.entries()) {
      const count = await this.#count(approvers, quorum, [requester]);
      if (count.kind === 'tooFew') {
        const { people } = count;
        const step = index + 1;
        findings.push({
          severity: 'warning',
          code: QUORUM_UNREACHABLE,
          params: { step, quorum, people },
          field: 'blueprint',
          message: `approval step ${step} has the quorum ${quorum}, but the number of its possible approvers without you is ${people}; ask the platform team to name more approvers`,
        });
      }
    }
    return findings;
  }

  /** Why an undecided step cannot be decided; undefined if it can, or if that is not known. */
  async problemOf(
    { requester }: Pick<RequestRow, 'requester'>,
    { step, state, approvers, quorum }: StoredStep,
    decisions: readonly Pick<DecisionRow, 'step' | 'decided_by'>[],
  ): Promise<Message | undefined> {
    if (state !== 'Open' && state !== 'Waiting') {
      return undefined;
    }
    const given = decisions.filter(made => made.step === step).length;
    const missing = quorum - given;
    const count = await this.#count(approvers, missing, [
      requester,
      ...decisions.map(({ decided_by }) => decided_by),
    ]);
    return count.kind === 'tooFew'
      ? {
          code: QUORUM_UNREACHABLE,
          params: { missing, people: count.people },
          message: `Approvals that it still needs: ${missing}. People who can still approve: ${count.people}. Ask the platform team, or withdraw the request`,
        }
      : undefined;
  }

  /** Whoever the policy lets decide a step that names nobody is not known. */
  async #count(
    approvers: readonly string[],
    enough: number,
    without: readonly string[],
  ): Promise<ApproverCount> {
    if (approvers.length === 0) {
      return { kind: 'unknown' };
    }
    return this.#approvers.count([...approvers, ...this.#platformEngineers], {
      enough,
      without,
    });
  }
}
