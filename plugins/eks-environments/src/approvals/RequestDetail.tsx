import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import type { Ref } from 'react';
import {
  RelativeTime,
  RequestError,
  SkeletonRows,
  StateBadge,
} from '../components';
import { formatDuration } from '../format';
import { PlanCard, useFieldTitles } from '../plan';
import { useRequest } from '../query';
import { requestPresentations } from '../states';
import { useEnvironmentRoute } from '../usePageRoute';
import { ApprovalSteps } from './ApprovalSteps';
import { ChangedValues } from './ChangedValues';
import { DecisionForm, type DecisionFormHandle } from './DecisionForm';
import { DecisionHistory } from './DecisionHistory';
import { requestAction } from './requestActions';
import styles from './RequestDetail.module.css';
import { WhoDecides } from './WhoDecides';
import { WithdrawRequest } from './WithdrawRequest';

/** One request with everything that its decision depends on: the reason first, the decision always in sight. */
export function RequestDetail(props: {
  id: string;
  decisionForm: Ref<DecisionFormHandle>;
  onDecided(): void;
  onConflict(): void;
}) {
  const { id, ...decisionProps } = props;
  const { data: request, error, refetch } = useRequest(id);
  if (error && !request) {
    return <RequestError what="the request" error={error} onRetry={refetch} />;
  }
  if (!request) {
    return <SkeletonRows rows={6} height={48} />;
  }
  return (
    <section className={styles.detail} aria-label={`Request ${request.name}`}>
      <RequestHeader request={request} />
      <Reason reason={request.reason} />
      <ApprovalSteps request={request} />
      <DecisionHistory decisions={request.decisions} />
      <Differences request={request} />
      <RequestFooter request={request} {...decisionProps} />
    </section>
  );
}

function RequestHeader(props: { request: EnvironmentRequest }) {
  const { request } = props;
  const environmentLink = useEnvironmentRoute();
  const { blueprint, environmentId } = request;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="3" justify="between">
        <Flex align="center" gap="3">
          <Text as="h2" variant="title-small">
            {request.name}
          </Text>
          <StateBadge state={requestPresentations[request.state]} />
        </Flex>
        {environmentId && environmentLink && (
          <ButtonLink
            variant="secondary"
            href={environmentLink({ id: environmentId })}
          >
            Open environment
          </ButtonLink>
        )}
      </Flex>
      <Text as="p" color="secondary">
        <EntityRefLink entityRef={request.requester} /> asks for{' '}
        {blueprint.name}@{blueprint.version} in {request.region}, account{' '}
        {request.account}, for {formatDuration(request.lease)}, owned by{' '}
        <EntityRefLink entityRef={request.owner} />
      </Text>
      <Text as="p" color="secondary">
        Asked <RelativeTime value={request.createdAt} />
        {request.state === 'PendingApproval' && request.expiresAt && (
          <>
            , expires undecided <RelativeTime value={request.expiresAt} />
          </>
        )}
      </Text>
    </Flex>
  );
}

function Reason(props: { reason?: string }) {
  return props.reason ? (
    <blockquote className={styles.reason}>{props.reason}</blockquote>
  ) : (
    <Text as="p" color="secondary">
      No reason was given.
    </Text>
  );
}

function Differences(props: { request: EnvironmentRequest }) {
  const { request } = props;
  const titles = useFieldTitles(request.blueprint);
  return (
    <>
      <ChangedValues
        values={request.values}
        defaults={request.defaults}
        titles={titles}
      />
      <PlanCard plan={request.plan} titles={titles} isRequested />
    </>
  );
}

function RequestFooter(props: {
  request: EnvironmentRequest;
  decisionForm: Ref<DecisionFormHandle>;
  onDecided(): void;
  onConflict(): void;
}) {
  const { request, decisionForm, onDecided, onConflict } = props;
  if (request.state !== 'PendingApproval') {
    return undefined;
  }
  const approve = requestAction(request, 'approve');
  const cancel = requestAction(request, 'cancel');
  return (
    <div className={styles.footer}>
      {approve?.possible ? (
        <DecisionForm
          request={request}
          handle={decisionForm}
          onDecided={onDecided}
          onConflict={onConflict}
        />
      ) : (
        <WhoDecides request={request} reason={approve?.reason} />
      )}
      {cancel && <WithdrawRequest request={request} action={cancel} />}
    </div>
  );
}
