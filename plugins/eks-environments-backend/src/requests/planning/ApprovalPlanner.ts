import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Finding,
  PlanApproval,
} from 'backstage-plugin-eks-environments-common';
import type { ApprovalPlan } from 'backstage-plugin-eks-environments-node';
import type { ApprovalRuleRegistry } from '../../approvals/ApprovalRuleRegistry';
import { applyRules, type FailedRule } from '../../approvals/applyRules';
import type { Quorums } from '../../approvals/quorums';
import type { Person } from '../../access/callers';
import type { ServiceConfig } from '../../serviceConfig';
import { APPROVAL_RULE_FAILED } from '../findings';

/** Who has to approve, and what is wrong with that. */
export interface PlannedApproval {
  approval: PlanApproval;
  findings: Finding[];
}

/** Plans the approval of requests of all types, by the registered rules. */
export class ApprovalPlanner {
  readonly #options: {
    config: Pick<ServiceConfig, 'approvals'>;
    rules: ApprovalRuleRegistry;
    quorums: Quorums;
    logger: Pick<LoggerService, 'error'>;
  };

  constructor(options: {
    config: Pick<ServiceConfig, 'approvals'>;
    rules: ApprovalRuleRegistry;
    quorums: Quorums;
    logger: Pick<LoggerService, 'error'>;
  }) {
    this.#options = options;
  }

  async plan(plan: ApprovalPlan, requester: Person): Promise<PlannedApproval> {
    const { config, rules, quorums } = this.#options;
    const { approval, failed } = applyRules(rules.all, plan, {
      requester,
      platformEngineers: config.approvals.platformEngineers,
    });
    return {
      approval,
      findings: [
        ...(await quorums.findings(approval.steps, requester.entityRef)),
        ...this.#ruleFindings(failed, plan),
      ],
    };
  }

  #ruleFindings(
    failed: FailedRule[],
    { blueprint: { name, version } }: ApprovalPlan,
  ): Finding[] {
    return failed.map(({ rule, error }) => {
      this.#options.logger.error(
        `The approval rule ${rule} failed for a plan of the blueprint ${name}@${version}; it is refused`,
        error,
      );
      return {
        severity: 'error',
        code: APPROVAL_RULE_FAILED,
        params: { rule },
        message: `The approval rule ${rule} failed, so it is not known who has to approve; the platform team finds the reason in the log of the backend and must correct the rule`,
      };
    });
  }
}
