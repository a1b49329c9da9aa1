import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { StepApprovers } from '../plan';
import { queryKeys } from '../query';
import { useText } from '../translation';

/** Why the signed-in user does not decide, and who does. */
export function WhoDecides(props: {
  request: EnvironmentRequest;
  /** The reason from the service, if any. */
  reason?: string;
}) {
  const t = useText();
  const { request, reason } = props;
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.identity(),
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  const isRequester = data?.userEntityRef === request.requester;
  const open = request.steps.find(({ state }) => state === 'Open');

  return (
    <Alert
      status="info"
      icon
      title={
        isRequester
          ? t('approvals.ownRequest')
          : reason ?? t('approvals.mayNotDecide')
      }
      description={
        open && (
          <>
            {t('approvals.waitsFor', {
              approvers: <StepApprovers {...open} />,
            })}
          </>
        )
      }
    />
  );
}
