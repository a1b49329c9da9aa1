import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { StepApprovers } from '../plan';
import { queryKeys } from '../query';

/** Why the signed-in person does not decide, and who does. */
export function WhoDecides(props: {
  request: EnvironmentRequest;
  /** The service's own words, where it has some. */
  reason?: string;
}) {
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
          ? 'You asked for this: a requester never decides on their own request.'
          : reason ?? 'You can see this request, but not decide on it.'
      }
      description={
        open && (
          <>
            It waits for <StepApprovers {...open} />.
          </>
        )
      }
    />
  );
}
