import type { Environment } from 'backstage-plugin-eks-environments-common';
import { ErrorPanel, RelativeTime } from '../components';

/** Why a creation does not begin: AWS is in trouble where it would be built. */
export function BreakerNotice(props: { environment: Environment }) {
  const { breaker } = props.environment;
  if (!breaker) {
    return undefined;
  }
  const { account, region, state, since, retryAt, failure, waiting } = breaker;
  return (
    <ErrorPanel
      status="warning"
      title={`Clusters in ${region} of ${account} wait: ${failure.message}`}
      meaning={
        <>
          Since <RelativeTime value={since} /> no cluster is begun there;{' '}
          {waiting === 1 ? 'one waits' : `${waiting} wait`}, and all keep their
          place.
        </>
      }
      remedy={
        state === 'open' && retryAt ? (
          <>
            The portal tries one of them <RelativeTime value={retryAt} /> and
            goes on with the others when that works. A platform engineer can let
            them begin at once.
          </>
        ) : (
          'One of them is being tried; the others go on when that works.'
        )
      }
      details={[failure.operatorMessage, failure.cause]
        .filter(Boolean)
        .join('\n\n')}
    />
  );
}
