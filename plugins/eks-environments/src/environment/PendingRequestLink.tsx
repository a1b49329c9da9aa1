import { ButtonLink } from '@backstage/ui';
import { RiTimeLine } from '@remixicon/react';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { usePageRoute } from '../usePageRoute';

/** Links to the request about an environment that waits for a decision; nothing if there is none. */
export function PendingRequestLink(props: { environment: Environment }) {
  const t = useText();
  const approvals = usePageRoute('approvals');
  const { pendingRequest } = props.environment;
  if (!pendingRequest || !approvals) {
    return undefined;
  }
  return (
    <ButtonLink
      variant="secondary"
      iconStart={<RiTimeLine />}
      href={`${approvals}?view=mine&request=${pendingRequest.id}`}
    >
      {t(
        pendingRequest.type === 'revise'
          ? 'environment.revisionWaits'
          : 'environment.requestWaits',
      )}
    </ButtonLink>
  );
}
