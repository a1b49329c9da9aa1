import { Alert, ButtonLink } from '@backstage/ui';
import type {
  Decision,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useRequest } from '../query';
import { requestPresentations } from '../states';
import { useEnvironmentRoute } from '../usePageRoute';
import { type Translate, useText } from '../translation';
import { DecisionMaker } from './DecisionHistory';

/** The outcome of the request that was just displayed: the approver's own decision, or somebody else's. */
export function DecisionNotice(props: { requestId: string; byMe: boolean }) {
  const t = useText();
  const { data: request } = useRequest(props.requestId);
  const environmentLink = useEnvironmentRoute();
  if (!request) {
    return undefined;
  }
  const isOpen = request.state === 'PendingApproval';
  const decision = request.decisions.at(-1);
  return (
    <Alert
      role="note"
      mb="3"
      icon
      status={props.byMe ? 'success' : 'warning'}
      title={formatOutcome(request, props.byMe, t)}
      description={
        props.byMe
          ? isOpen && t('approvals.othersToo')
          : decision && <DecidedBy decision={decision} />
      }
      customActions={
        request.environmentId &&
        environmentLink && (
          <ButtonLink
            variant="secondary"
            href={environmentLink({ id: request.environmentId })}
          >
            {t('approvals.openEnvironment')}
          </ButtonLink>
        )
      }
    />
  );
}

function formatOutcome(
  { name, state }: EnvironmentRequest,
  byMe: boolean,
  t: Translate,
): string {
  if (byMe) {
    return t(
      state === 'Denied' ? 'approvals.youDenied' : 'approvals.youApproved',
      { name },
    );
  }
  return state === 'PendingApproval'
    ? t('approvals.approvedAlready', { name })
    : t('approvals.decidedAlready', {
        name,
        state: t(requestPresentations[state].label).toLowerCase(),
      });
}

function DecidedBy({ decision }: { decision: Decision }) {
  const t = useText();
  const { comment } = decision;
  const who = <DecisionMaker decision={decision} />;
  return (
    <>
      {comment
        ? t('approvals.decidedByWith', { who, comment })
        : t('approvals.decidedBy', { who })}
    </>
  );
}
