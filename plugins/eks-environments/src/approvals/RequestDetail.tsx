import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { useEffect, useRef, type Ref } from 'react';
import { Link } from 'react-router-dom';
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
import { RequestMenu } from './RequestMenu';
import { RequestSummary } from './RequestSummary';
import { WhoDecides } from './WhoDecides';

/** One request with everything that its decision depends on: the important facts and the decision form first. */
export function RequestDetail(props: {
  id: string;
  /** The search part of the link to the queue, for pages without room for both. */
  queue: string;
  /** It took the place of a request that the user just decided. */
  followsDecision: boolean;
  decisionForm: Ref<DecisionFormHandle>;
  onDecided(): void;
  onConflict(): void;
}) {
  const t = useText();
  const { id, queue, followsDecision, ...decisionProps } = props;
  const { data: request, error, refetch } = useRequest(id);
  return (
    <div className={styles.detail}>
      <Link className={styles.back} to={{ search: queue }} replace>
        <RiArrowLeftLine aria-hidden="true" size={16} /> {t('approvals.back')}
      </Link>
      {request ? (
        <RequestContent
          request={request}
          followsDecision={followsDecision}
          {...decisionProps}
        />
      ) : (
        <RequestPlaceholder error={error} onRetry={refetch} />
      )}
    </div>
  );
}

function RequestPlaceholder(props: { error: Error | null; onRetry(): void }) {
  const t = useText();
  const { error, onRetry } = props;
  return error ? (
    <RequestError
      what={t('approvals.theRequest')}
      error={error}
      onRetry={onRetry}
    />
  ) : (
    <SkeletonRows rows={6} height={48} />
  );
}

function RequestContent(props: DecisionProps) {
  const t = useText();
  const { request, followsDecision } = props;
  const titles = useFieldTitles(request.blueprint);
  return (
    <section
      className={styles.detail}
      aria-label={t('approvals.request', { name: request.name })}
    >
      <RequestHeader request={request} takesFocus={followsDecision} />
      <RequestSummary plan={request.plan} titles={titles} />
      <Reason reason={request.reason} />
      <RequestDecision {...props} />
      <ApprovalSteps request={request} />
      <DecisionHistory decisions={request.decisions} />
      {request.values && (
        <ChangedValues
          values={request.values}
          defaults={request.defaults}
          titles={titles}
        />
      )}
      <PlanCard
        plan={request.plan}
        titles={titles}
        checkedAt={request.createdAt}
        isRequested
      />
    </section>
  );
}

function RequestHeader(props: {
  request: EnvironmentRequest;
  takesFocus: boolean;
}) {
  const t = useText();
  const { request, takesFocus } = props;
  const environmentLink = useEnvironmentRoute();
  const heading = useRef<HTMLHeadingElement>(null);
  const { blueprint, environmentId } = request;
  const facts = {
    requester: <EntityRefLink entityRef={request.requester} />,
    blueprint: `${blueprint.name}@${blueprint.version}`,
    region: request.region,
    account: request.account,
    owner: <EntityRefLink entityRef={request.owner} />,
  };
  useEffect(() => {
    if (takesFocus) {
      heading.current?.focus();
    }
  }, [takesFocus]);
  return (
    <Flex direction="column" gap="2">
      <div className={styles.header}>
        <h2 ref={heading} className={styles.title} tabIndex={-1}>
          {request.name}
        </h2>
        <StateBadge state={requestPresentations[request.state]} />
        <Text color="secondary">{request.title}</Text>
        <div className={styles.actions}>
          {environmentId && environmentLink && (
            <ButtonLink
              variant="secondary"
              href={environmentLink({ id: environmentId })}
            >
              {t('approvals.openEnvironment')}
            </ButtonLink>
          )}
          <RequestMenu request={request} />
        </div>
      </div>
      <Text as="p" color="secondary">
        {request.lease === undefined
          ? t('approvals.changeSummary', { ...facts, title: request.title })
          : t('approvals.summary', {
              ...facts,
              lease: formatDuration(request.lease, t),
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

interface DecisionProps {
  request: EnvironmentRequest;
  followsDecision: boolean;
  decisionForm: Ref<DecisionFormHandle>;
  onDecided(): void;
  onConflict(): void;
}

function RequestDecision(props: DecisionProps) {
  const { request, followsDecision, decisionForm, onDecided, onConflict } =
    props;
  if (request.state !== 'PendingApproval') {
    return undefined;
  }
  const approve = requestAction(request, 'approve');
  return approve?.possible || requestAction(request, 'deny')?.possible ? (
    <DecisionForm
      request={request}
      handle={decisionForm}
      followsDecision={followsDecision}
      onDecided={onDecided}
      onConflict={onConflict}
    />
  ) : (
    <WhoDecides request={request} reason={approve?.reason?.message} />
  );
}
