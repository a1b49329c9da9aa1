import { VisuallyHidden } from '@backstage/ui';
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
import {
  formatSeconds,
  formatStopwatch,
  secondsBetween,
  useNow,
} from '../format';
import styles from './Phases.module.css';

/** The phases of an operation: what each took, or takes so far, beside what it usually takes. */
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
        {phase.title}
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
