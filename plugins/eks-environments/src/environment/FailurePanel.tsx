import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiEditLine, RiTimeLine } from '@remixicon/react';
import {
  type Environment,
  type Failure,
  isChanging,
} from 'backstage-plugin-eks-environments-common';
import {
  ActionButton,
  availableAction,
  offeredAction,
  useActionDialog,
  useOfferedActions,
} from '../actions';
import { ErrorPanel, RelativeTime } from '../components';
import { formatMoney } from '../format';
import { useBlueprint } from '../query';
import { selectedTemplateRouteRef } from '../routes';
import { filledIn, templateOf } from '../templates';
import { usePageRoute } from '../usePageRoute';

/** What went wrong, what stands now and what it costs, and the remedies as buttons. */
export function FailurePanel(props: { environment: Environment }) {
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
        title={failure.message}
        meaning={<Meaning environment={environment} failure={failure} />}
        remedy={failure.remedy}
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
                action={offeredAction(actions, 'delete')}
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

/** To the blueprint's form, filled in as it was; raw configs have none. While other values wait for a decision, to their request. */
function ChangeValues({ environment }: { environment: Environment }) {
  const { blueprint, pendingRequestId } = environment;
  const template = useRouteRef(selectedTemplateRouteRef);
  const approvals = usePageRoute('approvals');
  const { data } = useBlueprint(blueprint.name, blueprint.version);
  if (pendingRequestId && approvals) {
    return (
      <ButtonLink
        variant="secondary"
        iconStart={<RiTimeLine />}
        href={`${approvals}?view=mine&request=${pendingRequestId}`}
      >
        Other values wait for a decision
      </ButtonLink>
    );
  }
  const possible = availableAction(environment, 'replan')?.possible;
  return possible && template && data && !data.raw ? (
    <ButtonLink
      variant="secondary"
      iconStart={<RiEditLine />}
      href={`${template(templateOf(blueprint))}${filledIn(environment)}`}
    >
      Ask with other values
    </ButtonLink>
  ) : undefined;
}

function Meaning(props: { environment: Environment; failure: Failure }) {
  const { state, clusterName, cost, lease, retries } = props.environment;
  const isLowerBound = cost.unpriced.length > 0;
  const hourly = formatMoney(cost.hourly, { period: 'hour', isLowerBound });
  const costs = isLowerBound ? hourly : `up to ${hourly}`;
  switch (state) {
    case 'ProvisioningFailed':
      return (
        <>
          <WhatStands {...{ clusterName, costs }} {...props.failure} />
          {lease.deadline && (
            <>
              {' '}
              The environment is deleted <RelativeTime
                value={lease.deadline}
              />{' '}
              if nothing is done.
            </>
          )}
          {retries && retries.used > 0 && (
            <>
              {' '}
              It was tried again {retries.used} of {retries.limit} times.
            </>
          )}
        </>
      );
    case 'DeprovisioningFailed':
      return (
        <>
          Parts of {clusterName} may still stand in AWS and cost {costs}. Its
          place in the quota stays taken.
        </>
      );
    case 'Quarantined':
      return (
        <>
          Some of what {clusterName} left behind could not be removed; the sweep
          below lists it. Its place in the quota stays taken.
        </>
      );
    default:
      return <>The engine goes on with {clusterName} by itself.</>;
  }
}

/** What AWS had when the creation failed; nothing is claimed where it was not asked. */
function WhatStands(props: {
  clusterName: string;
  costs: string;
  standing?: string[];
}) {
  const { clusterName, costs, standing } = props;
  if (standing === undefined) {
    return (
      <>
        It is not known whether parts of {clusterName} stand in AWS. If they do,
        they cost {costs}.
      </>
    );
  }
  return standing.length === 0 ? (
    <>Nothing of {clusterName} stands in AWS.</>
  ) : (
    <>
      Of {clusterName} this stands in AWS and costs {costs}:{' '}
      {standing.join(', ')}.
    </>
  );
}
