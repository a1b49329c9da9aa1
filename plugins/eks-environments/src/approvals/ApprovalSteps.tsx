import { Alert, Text } from '@backstage/ui';
import type {
  ApprovalStep,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { StateBadge } from '../components';
import { asSentence } from '../format';
import { StepApprovers } from '../plan';
import { requestPresentations, type StatePresentation } from '../states';
import styles from './RequestDetail.module.css';
import { translateCode, useText } from '../translation';

const presentations: Record<ApprovalStep['state'], StatePresentation> = {
  Waiting: {
    ...requestPresentations.PendingApproval,
    label: 'state.step.Waiting',
  },
  Open: { ...requestPresentations.PendingApproval, label: 'state.step.Open' },
  Approved: requestPresentations.Approved,
  Denied: requestPresentations.Denied,
  Skipped: { ...requestPresentations.Cancelled, label: 'state.step.Skipped' },
};

/** The steps of a request that needs more than one approval, or that nobody can decide: the approvers, and the progress. */
export function ApprovalSteps(props: { request: EnvironmentRequest }) {
  const t = useText();
  const { steps, decisions } = props.request;
  const isSimple = ({ quorum, problem }: ApprovalStep) =>
    quorum === 1 && !problem;
  if (steps.every(isSimple) && steps.length < 2) {
    return undefined;
  }
  return (
    <ol className={styles.steps} aria-label={t('approvals.steps')}>
      {steps.map((step, index) => (
        <li key={index}>
          <StateBadge state={presentations[step.state]} />{' '}
          {step.quorum > 1 ? (
            t('approvals.soFar', {
              approvers: <StepApprovers {...step} />,
              number: decisions.filter(made => made.step === index).length,
            })
          ) : (
            <StepApprovers {...step} />
          )}
          <Text as="p" color="secondary">
            {step.reason}
          </Text>
          {step.problem && (
            <Alert
              status="warning"
              icon
              title={t('approvals.undecidable')}
              description={asSentence(
                translateCode(
                  {
                    ...step.problem,
                    code: `approvalStep.${step.problem.code}`,
                  },
                  t,
                ),
              )}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
