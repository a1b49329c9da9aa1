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
import { useText } from '../translation';
import { ChangedValues } from './ChangedValues';
import { DecisionForm, type DecisionFormHandle } from './DecisionForm';
import { DecisionHistory } from './DecisionHistory';
import { requestAction } from './requestActions';
import styles from './RequestDetail.module.css';
import { WhoDecides } from './WhoDecides';
import { WithdrawRequest } from './WithdrawRequest';

/** One request with everything that its decision depends on: the reason first, the decision form always visible. */
export function RequestDetail(props: {
  id: string;
  decisionForm: Ref<DecisionFormHandle>;
  onDecided(): void;
  onConflict(): void;
}) {
  const t = useText();
  const { id, ...decisionProps } = props;
  const { data: request, error, refetch } = useRequest(id);
  if (error && !request) {
    return (
      <RequestError
        what={t('approvals.theRequest')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!request) {
    return <SkeletonRows rows={6} height={48} />;
  }
  return (
    <section
      className={styles.detail}
      aria-label={t('approvals.request', { name: request.name })}
    >
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
  const t = useText();
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
          <Text color="secondary">{request.title}</Text>
        </Flex>
        {environmentId && environmentLink && (
          <ButtonLink
            variant="secondary"
            href={environmentLink({ id: environmentId })}
          >
            {t('approvals.openEnvironment')}
          </ButtonLink>
        )}
      </Flex>
      <Text as="p" color="secondary">
        {t('approvals.summary', {
          requester: <EntityRefLink entityRef={request.requester} />,
          blueprint: `${blueprint.name}@${blueprint.version}`,
          region: request.region,
          account: request.account,
          lease: formatDuration(request.lease, t),
          owner: <EntityRefLink entityRef={request.owner} />,
        })}
      </Text>
      <Text as="p" color="secondary">
        {request.state === 'PendingApproval' && request.expiresAt
          ? t('approvals.askedUntil', {
              time: <RelativeTime value={request.createdAt} />,
              end: <RelativeTime value={request.expiresAt} />,
            })
          : t('approvals.asked', {
              time: <RelativeTime value={request.createdAt} />,
            })}
      </Text>
    </Flex>
  );
}

function Reason(props: { reason?: string }) {
  const t = useText();
  return props.reason ? (
    <blockquote className={styles.reason}>{props.reason}</blockquote>
  ) : (
    <Text as="p" color="secondary">
      {t('approvals.noReason')}
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
        <WhoDecides request={request} reason={approve?.reason?.message} />
      )}
      {cancel && <WithdrawRequest request={request} action={cancel} />}
    </div>
  );
}
