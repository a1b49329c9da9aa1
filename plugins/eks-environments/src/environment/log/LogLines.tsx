import { Button, VisuallyHidden } from '@backstage/ui';
import type { LogLine } from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { memo, useEffect, useRef, useState } from 'react';
import styles from './LogLines.module.css';
import { useText } from '../../translation';

/** Number of lines rendered at first: the page stays fast, and the last lines are the most relevant. */
const SHOWN_AT_FIRST = 1_000;
/** A scroll position within this many pixels of the end counts as the end. */
const AT_END = 24;
// It scrolls, so it must be reachable by keyboard.
const TAB_STOP = 0;

/** Highlighted levels, with the symbols that eksctl prints: colour alone would not distinguish them. */
const levels = {
  success: { symbol: '✔', word: 'log.success' },
  warning: { symbol: '!', word: 'log.warning' },
  critical: { symbol: '✖', word: 'log.error' },
} as const;

function levelOf({ level }: LogLine) {
  return level in levels ? levels[level as keyof typeof levels] : undefined;
}

function Highlighted(props: { text: string; wanted: string }) {
  const { text, wanted } = props;
  const at = wanted ? text.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
  if (at < 0) {
    return <>{text}</>;
  }
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}

const Line = memo(function LogLineRow(props: {
  line: LogLine;
  highlight: string;
}) {
  const t = useText();
  const { line, highlight } = props;
  const level = levelOf(line);
  return (
    <div className={styles.line} data-level={line.level}>
      <time className={styles.time} dateTime={line.time}>
        {DateTime.fromISO(line.time).toFormat('HH:mm:ss')}
      </time>
      <span className={styles.level}>
        <span aria-hidden="true">{level?.symbol}</span>
        <VisuallyHidden>{level && t(level.word)}</VisuallyHidden>
      </span>
      <span className={styles.text}>
        <Highlighted text={line.text} wanted={highlight} />
      </span>
    </div>
  );
});

/**
 * The lines of the log. Scrolling up stops following; scrolling to the end resumes it.
 *
 * @remarks
 *
 * Screen readers do not read every line, hence `aria-live="off"`; the progress card announces new phases.
 */
export function LogLines(props: {
  lines: LogLine[];
  highlight: string;
  follow: boolean;
  onFollowChange(follow: boolean): void;
  emptyText: string;
}) {
  const t = useText();
  const { lines, highlight, follow, onFollowChange, emptyText } = props;
  const [showAll, setShowAll] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const hidden = showAll ? 0 : Math.max(0, lines.length - SHOWN_AT_FIRST);

  useEffect(() => {
    if (follow && scroller.current) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [follow, lines]);

  const onScroll = () => {
    const element = scroller.current;
    if (element) {
      const { scrollHeight, scrollTop, clientHeight } = element;
      const atEnd = scrollHeight - scrollTop - clientHeight <= AT_END;
      if (atEnd !== follow) {
        onFollowChange(atEnd);
      }
    }
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="log"
      aria-live="off"
      aria-label={t('log.lines')}
      tabIndex={TAB_STOP}
      onScroll={onScroll}
    >
      {hidden > 0 && (
        <Button variant="tertiary" onPress={() => setShowAll(true)}>
          {t('log.earlier', { number: String(hidden) })}
        </Button>
      )}
      {lines.length === 0 && <p className={styles.empty}>{emptyText}</p>}
      {lines.slice(hidden).map(line => (
        <Line key={line.sequence} line={line} highlight={highlight} />
      ))}
    </div>
  );
}
