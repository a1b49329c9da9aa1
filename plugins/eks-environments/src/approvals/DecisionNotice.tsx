import { Alert, ButtonLink } from '@backstage/ui';
import { useRequest } from '../query';
import { requestPresentations } from '../states';
import { useEnvironmentRoute } from '../usePageRoute';
import { DecisionMaker } from './DecisionHistory';

/** What became of the request that was on the screen a moment ago: the approver's own decision, or somebody else's. */
export function DecisionNotice(props: { requestId: string; byMe: boolean }) {
  const { data: request } = useRequest(props.requestId);
  const environmentLink = useEnvironmentRoute();
  if (!request) {
    return undefined;
  }
  const isOpen = request.state === 'PendingApproval';
  const outcome = isOpen
    ? 'approved'
    : requestPresentations[request.state].label.toLowerCase();
  const decision = request.decisions.at(-1);
  return (
    <Alert
      role="status"
      mb="3"
      icon
      status={props.byMe ? 'success' : 'warning'}
      title={
        props.byMe
          ? `You ${outcome} ${request.name}.`
          : `${request.name} is ${outcome} already; your decision was not stored.`
      }
      description={
        props.byMe
          ? isOpen && 'Others have to approve it, too.'
          : decision && (
              <>
                Decided by <DecisionMaker decision={decision} />
                {decision.comment && `: “${decision.comment}”`}
              </>
            )
      }
      customActions={
        request.environmentId &&
        environmentLink && (
          <ButtonLink
            variant="secondary"
            href={environmentLink({ id: request.environmentId })}
          >
            Open environment
          </ButtonLink>
        )
      }
    />
  );
}
