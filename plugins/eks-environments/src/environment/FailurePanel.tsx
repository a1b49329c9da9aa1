import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import {
  type Environment,
  type Failure,
  hasCreationFailed,
  hasDeletionFailed,
  hasLeftovers,
  isChanging,
} from 'backstage-plugin-eks-environments-common';
import {
  ActionButton,
  availableAction,
  offeredAction,
  type OfferedAction,
  useActionDialog,
  useOfferedActions,
} from '../actions';
import { ErrorPanel, RelativeTime } from '../components';
import { formatMoney } from '../format';
import { useBlueprint } from '../query';
import { selectedTemplateRouteRef } from '../routes';
import { filledIn, templateOf } from '../templates';
import {
  failureMessage,
  failureRemedy,
  type Translate,
  useText,
} from '../translation';
import { formatAttempt } from './formatAttempt';
import { PendingRequestLink } from './PendingRequestLink';

/** The failure, what exists now and its cost, and the remedies as buttons. */
export function FailurePanel(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { failure } = environment;
  const actions = useOfferedActions(environment);
  const { open, dialog } = useActionDialog(environment);
  if (!failure) {
    return undefined;
  }

  return (
    <>
      <ErrorPanel
        title={failureMessage(failure, t)}
        meaning={<Meaning environment={environment} failure={failure} />}
        remedy={failureRemedy(failure, t)}
        details={[failure.operatorMessage, failure.cause]
          .filter(Boolean)
          .join('\n\n')}
        actions={
          !isChanging(environment.state) && (
            <>
              <ActionButton
                action={offeredAction(actions, 'retry')}
                variant="primary"
                onPress={open}
              />
              <ChangeValues environment={environment} />
              <ActionButton
                action={calmly(offeredAction(actions, 'delete'))}
                onPress={open}
              />
            </>
          )
        }
      />
      {dialog}
    </>
  );
}

/** Without the danger colour, which is not legible on the background of the panel. The dialog has it. */
function calmly(action: OfferedAction | undefined): OfferedAction | undefined {
  return action && { ...action, destructive: false };
}

/**
 * Links to the blueprint's form with the values of the failed request; raw configs have no form. While a revision is pending, links to
 * its request.
 */
function ChangeValues({ environment }: { environment: Environment }) {
  const t = useText();
  const { blueprint, pendingRequest } = environment;
  const template = useRouteRef(selectedTemplateRouteRef);
  const { data } = useBlueprint(blueprint.name, blueprint.version);
  if (pendingRequest) {
    return <PendingRequestLink environment={environment} />;
  }
  const possible = availableAction(environment, 'revise')?.possible;
  return possible && template && data && !data.raw ? (
    <ButtonLink
      variant="secondary"
      iconStart={<RiEditLine />}
      href={`${template(templateOf(blueprint))}${filledIn(environment)}`}
    >
      {t('environment.revise')}
    </ButtonLink>
  ) : undefined;
}

function Meaning(props: { environment: Environment; failure: Failure }) {
  const t = useText();
  const { state, clusterName, cost, lease, operation } = props.environment;
  const isLowerBound = cost.unpriced.length > 0;
  const hourly = formatMoney(cost.hourly, t, { period: 'hour', isLowerBound });
  const words = {
    cluster: clusterName,
    cost: isLowerBound ? hourly : t('environment.upTo', { amount: hourly }),
  };
  if (hasDeletionFailed(state)) {
    return (
      <>
        {t(
          hasLeftovers(state)
            ? 'environment.quarantined'
            : 'environment.deletionFailed',
          words,
        )}
      </>
    );
  }
  if (!hasCreationFailed(state)) {
    return operation?.nextAttemptAt ? (
      <>
        {t('environment.nextAttempt', {
          attempt: formatAttempt(operation, t),
          time: <RelativeTime value={operation.nextAttemptAt} />,
        })}
      </>
    ) : (
      <>{t('environment.goesOn', words)}</>
    );
  }
  return (
    <>
      {formatExisting(props.failure.existing, words, t)}
      {lease.deadline && (
        <>
          {' '}
          {t('environment.deletedUnless', {
            time: <RelativeTime value={lease.deadline} />,
          })}
        </>
      )}
    </>
  );
}

/** What existed in AWS when the creation failed; nothing is reported if AWS was not read. */
function formatExisting(
  existing: string[] | undefined,
  words: { cluster: string; cost: string },
  t: Translate,
): string {
  if (existing === undefined) {
    return t('environment.existingUnknown', words);
  }
  return existing.length === 0
    ? t('environment.nothingExists', words)
    : t('environment.existing', { ...words, parts: existing.join(', ') });
}
