import type { Environment } from 'backstage-plugin-eks-environments-common';
import { ErrorPanel, RelativeTime } from '../components';
import { failureMessage, useText } from '../translation';

/** Explains that a circuit breaker holds back the creation. */
export function BreakerNotice(props: { environment: Environment }) {
  const t = useText();
  const { breaker } = props.environment;
  if (!breaker) {
    return undefined;
  }
  const { account, region, state, since, retryAt, failure, waiting } = breaker;
  return (
    <ErrorPanel
      status="warning"
      title={t('environment.breakerTitle', {
        region,
        account,
        failure: failureMessage(failure, t),
      })}
      meaning={t('environment.breakerMeaning', {
        count: waiting,
        time: <RelativeTime value={since} />,
      })}
      remedy={
        state === 'open' && retryAt
          ? t('environment.breakerRemedy', {
              time: <RelativeTime value={retryAt} />,
            })
          : t('environment.breakerTrying')
      }
      details={[failure.operatorMessage, failure.cause]
        .filter(Boolean)
        .join('\n\n')}
    />
  );
}
