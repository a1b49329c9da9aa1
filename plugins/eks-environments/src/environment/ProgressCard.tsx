import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { RelativeTime, StateBadge } from '../components';
import { formatTimeOfDay, useNow } from '../format';
import { roughly, secondsLeft } from '../operationLeft';
import { operationPresentations } from '../states';
import { type Translate, useText } from '../translation';
import { attemptNumber, formatAttempt } from './formatAttempt';
import { Phases } from './Phases';
import styles from './ProgressCard.module.css';
import { QueueNotice } from './QueueNotice';

/** Phases with their elapsed and usual times, and the percentage of the whole. */
export function ProgressCard(props: {
  operation: Operation;
  /** When an unsuccessful creation is deleted; ISO 8601. */
  deadline: string | undefined;
}) {
  const t = useText();
  const { operation, deadline } = props;
  const running = operation.state === 'Running';

  return (
    <Card>
      <CardHeader>
        <Flex align="center" gap="3">
          <Text as="h3" variant="title-x-small">
            {operation.title}
          </Text>
          <StateBadge
            state={operationPresentations[operation.state]}
            percent={running ? operation.percent : undefined}
          />
          {/* The percentage is that of the attempt that got furthest; the phases are those of the current one. */}
          {attemptNumber(operation) > 1 && (
            <Text color="secondary">{formatAttempt(operation, t)}</Text>
          )}
        </Flex>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <div
            className={styles.bar}
            role="progressbar"
            aria-label={operation.title}
            aria-valuenow={Math.round(operation.percent)}
            aria-valuemin={0}
            aria-valuemax={100}
            data-state={operation.state}
          >
            <div style={{ width: `${operation.percent}%` }} />
          </div>
          <TimeLeft operation={operation} />
          <Phases operation={operation} />
          <QueueNotice operation={operation} />
          {deadline && isWaitingBuild(operation) && (
            <Text>
              {t('environment.unfinishedCosts', {
                time: <RelativeTime value={deadline} />,
              })}
            </Text>
          )}
          {operation.message && operation.state !== 'Failed' && (
            <Text color="secondary">{operation.message}</Text>
          )}
          <VisuallyHidden aria-live="polite">
            {announcement(operation, t)}
          </VisuallyHidden>
        </Flex>
      </CardBody>
    </Card>
  );
}

/** The estimated rest and end; nothing when the operation takes longer than usual. */
function TimeLeft({ operation }: { operation: Operation }) {
  const t = useText();
  const now = useNow();
  const left = secondsLeft(operation, now);
  return left === undefined ? undefined : (
    <Text>
      {t('environment.aboutLeft', {
        time: roughly(left, t),
        end: formatTimeOfDay(now.plus({ seconds: left }).toMillis()),
      })}
    </Text>
  );
}

function isWaitingBuild({ lane, state }: Operation): boolean {
  return lane === 'build' && state === 'Pending';
}

// Changes once per phase, so that screen readers do not announce every percent.
function announcement(
  { title, state, phases }: Operation,
  t: Translate,
): string {
  const running = phases.find(phase => phase.state === 'running');
  return state === 'Running' && running
    ? t('environment.announceRunning', {
        operation: title,
        phase: running.title,
      })
    : t('environment.announceState', {
        operation: title,
        state: t(operationPresentations[state].label),
      });
}
