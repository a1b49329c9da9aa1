import { parseEntityRef } from '@backstage/catalog-model';
import type { BlueprintApproval } from 'backstage-plugin-eks-environments-node';
import type { BlueprintProblem } from './types';

/** The steps that name only users, and fewer than have to approve. Members of groups are counted in the catalog, for each request. */
export function quorumProblems(
  approval: BlueprintApproval,
): Omit<BlueprintProblem, 'source'>[] {
  if (approval.mode === 'automatic') {
    return [];
  }
  return approval.steps.flatMap(({ approvers, quorum = 1 }, index) => {
    const people = new Set(approvers).size;
    const areUsers = approvers.every(
      approver => parseEntityRef(approver).kind === 'user',
    );
    return areUsers && people > 0 && people < quorum
      ? [
          {
            path: `spec.approval.steps[${index}].quorum`,
            severity: 'error' as const,
            message: `must be at most ${people}, the number of users that the step names`,
          },
        ]
      : [];
  });
}
