import { Text } from '@backstage/ui';
import type {
  ApprovalStep,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { StateBadge } from '../components';
import { StepApprovers } from '../plan';
import { requestPresentations } from '../states';
import styles from './RequestDetail.module.css';

const presentations: Record<
  ApprovalStep['state'],
  (typeof requestPresentations)[EnvironmentRequest['state']]
> = {
  Waiting: { ...requestPresentations.PendingApproval, label: 'Not yet open' },
  Open: { ...requestPresentations.PendingApproval, label: 'Open' },
  Approved: requestPresentations.Approved,
  Denied: requestPresentations.Denied,
  Skipped: { ...requestPresentations.Cancelled, label: 'Skipped' },
};

/** The steps of a request that one approval does not decide: who has to approve, and how far it is. */
export function ApprovalSteps(props: { request: EnvironmentRequest }) {
  const { steps, decisions } = props.request;
  if (steps.every(({ quorum }) => quorum === 1) && steps.length < 2) {
    return undefined;
  }
  return (
    <ol className={styles.steps} aria-label="Approval steps">
      {steps.map((step, index) => (
        <li key={index}>
          <StateBadge state={presentations[step.state]} />{' '}
          <StepApprovers {...step} />
          {step.quorum > 1 &&
            `, ${decisions.filter(made => made.step === index).length} so far`}
          <Text as="p" color="secondary">
            {step.reason}
          </Text>
        </li>
      ))}
    </ol>
  );
}
