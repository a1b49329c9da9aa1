import {
  Alert,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiLoader4Line,
  type RemixiconComponentType,
} from '@remixicon/react';
import type {
  Operation,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { RelativeTime, StateBadge } from '../components';
import {
  formatSeconds,
  formatStopwatch,
  secondsBetween,
  useNow,
} from '../format';
import { phaseLabels } from '../phases';
import { operationPresentations } from '../states';
import styles from './ProgressCard.module.css';
import { QueueNotice } from './QueueNotice';

const titles: Record<Operation['kind'], string> = {
  Create: 'Creation',
  Delete: 'Deletion',
  Hibernate: 'Hibernation',
  Resume: 'Waking up',
  Scale: 'Scaling',
  Verify: 'Verification',
};

/** Phases with their times beside the usual ones, and the percentage of the whole. */
export function ProgressCard(props: { operation: Operation }) {
  const { operation } = props;
  const running = operation.state === 'Running';
  const now = useNow(running ? 1 : 60);

  return (
    <Card>
      <CardHeader>
        <Flex align="center" gap="3">
          <Text as="h3" variant="title-x-small">
            {titles[operation.kind]}
          </Text>
          <StateBadge
            state={operationPresentations[operation.state]}
            percent={running ? operation.percent : undefined}
          />
          {operation.attempt > 1 && (
            <Text color="secondary">{attemptInWords(operation)}</Text>
          )}
        </Flex>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <div
            className={styles.bar}
            role="progressbar"
            aria-label={titles[operation.kind]}
            aria-valuenow={Math.round(operation.percent)}
            aria-valuemin={0}
            aria-valuemax={100}
            data-state={operation.state}
          >
            <div style={{ width: `${operation.percent}%` }} />
          </div>
          <ol className={styles.phases}>
            {operation.phases.map(phase => (
              <Phase key={phase.name} phase={phase} now={now} />
            ))}
          </ol>
          <QueueNotice operation={operation} />
          <NextAttempt operation={operation} />
          {operation.message && (
            <Text color="secondary">{operation.message}</Text>
          )}
          <VisuallyHidden aria-live="polite">
            {announcement(operation)}
          </VisuallyHidden>
        </Flex>
      </CardBody>
    </Card>
  );
}

// The percentage is that of the furthest attempt; the phases are those of the present one.
function attemptInWords({ attempt, maximumAttempts }: Operation): string {
  return maximumAttempts === undefined
    ? `Attempt ${attempt}`
    : `Attempt ${attempt} of ${maximumAttempts}`;
}

const phasePresentations: Record<
  OperationPhase['state'],
  { icon: RemixiconComponentType; label: string }
> = {
  waiting: { icon: RiCircleLine, label: 'waiting' },
  running: { icon: RiLoader4Line, label: 'running' },
  done: { icon: RiCheckLine, label: 'done' },
  failed: { icon: RiCloseLine, label: 'failed' },
};

function Phase(props: { phase: OperationPhase; now: DateTime }) {
  const { phase, now } = props;
  const { icon: Icon, label } = phasePresentations[phase.state];
  const seconds = phase.startedAt
    ? secondsBetween(phase.startedAt, phase.finishedAt ?? now)
    : undefined;
  return (
    <li className={styles.phase} data-state={phase.state}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.name}>
        {phaseLabels[phase.name]}
        <VisuallyHidden>, {label}</VisuallyHidden>
      </span>
      <span className={styles.time}>
        {seconds !== undefined && formatStopwatch(seconds)}
      </span>
      <span className={styles.usual}>
        {phase.usualSeconds !== undefined &&
          `usually ${formatSeconds(phase.usualSeconds)}`}
      </span>
    </li>
  );
}

function NextAttempt({ operation }: { operation: Operation }) {
  const { state, failure, nextAttemptAt } = operation;
  return state === 'Pending' && failure && nextAttemptAt ? (
    <Alert
      status="warning"
      icon
      title={failure.message}
      description={
        <>
          The engine tries again by itself{' '}
          <RelativeTime value={nextAttemptAt} />.
        </>
      }
    />
  ) : undefined;
}

// Changes once for each phase, so screen readers are not told of every per cent.
function announcement({ kind, state, phases }: Operation): string {
  const running = phases.find(phase => phase.state === 'running');
  return state === 'Running' && running
    ? `${titles[kind]}: ${phaseLabels[running.name]} is running`
    : `${titles[kind]}: ${operationPresentations[state].label}`;
}
