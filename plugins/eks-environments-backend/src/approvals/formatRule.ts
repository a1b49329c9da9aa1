import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import type { BlueprintApproval } from 'backstage-plugin-eks-environments-node';
import { formatHourly } from './formatHourly';

export function formatRule(approval: BlueprintApproval): string {
  if (approval.mode === 'automatic') {
    return 'Policy approves within quota';
  }
  const people = approval.steps
    .map(({ approvers, quorum = 1 }) => {
      const names = approvers.map(formatEntityName).join(', ');
      return quorum === 1 ? `one of ${names}` : `${quorum} of ${names}`;
    })
    .join(', then ');
  const verb =
    approval.steps.length === 1 && (approval.steps[0].quorum ?? 1) === 1
      ? 'approves'
      : 'approve';
  return approval.automaticUpTo === undefined
    ? capitalized(`${people} ${verb}`)
    : `Policy approves up to ${formatHourly(
        approval.automaticUpTo,
      )} within quota; above that, or where the cost is not known, ${people} ${verb}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
