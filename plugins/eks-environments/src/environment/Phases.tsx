import { VisuallyHidden } from '@backstage/ui';
import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiLoader4Line,
} from '@remixicon/react';
import type {
  Operation,
  OperationPhase,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import {
  formatSeconds,
  formatStopwatch,
  secondsBetween,
  useNow,
} from '../format';
import styles from './Phases.module.css';
import { useText } from '../translation';

/** The phases of an operation: the elapsed time of each, and the usual one. */
export function Phases({ operation }: { operation: Operation }) {
  const now = useNow(operation.state === 'Running' ? 1 : 60);
  return (
    <ol className={styles.phases}>
      {operation.phases.map(phase => (
        <Phase key={phase.id} phase={phase} now={now} />
      ))}
    </ol>
  );
}

const phasePresentations = {
  waiting: { icon: RiCircleLine, label: 'environment.phaseWaiting' },
  running: { icon: RiLoader4Line, label: 'environment.phaseRunning' },
  done: { icon: RiCheckLine, label: 'environment.phaseDone' },
  failed: { icon: RiCloseLine, label: 'environment.phaseFailed' },
} as const satisfies Record<OperationPhase['state'], object>;

function Phase(props: { phase: OperationPhase; now: DateTime }) {
  const t = useText();
  const { phase, now } = props;
  const { icon: Icon, label } = phasePresentations[phase.state];
  const seconds = phase.startedAt
    ? secondsBetween(phase.startedAt, phase.finishedAt ?? now)
    : undefined;
  return (
    <li className={styles.phase} data-state={phase.state}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.name}>
        {phase.title}
        <VisuallyHidden>, {t(label)}</VisuallyHidden>
      </span>
      <span className={styles.time}>
        {seconds !== undefined && formatStopwatch(seconds)}
      </span>
      <span className={styles.usual}>
        {phase.usualSeconds !== undefined &&
          t('environment.usually', {
            time: formatSeconds(phase.usualSeconds, t),
          })}
      </span>
    </li>
  );
}
