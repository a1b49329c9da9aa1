import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EnvironmentLink, EnvironmentStateBadge } from '../components';
import { formatLocal, useNow } from '../format';
import { type Translate, useText } from '../translation';
import { axisOf, stretchesOf, type Axis, type Stretch } from './timelineLayout';
import styles from './Timeline.module.css';

const labels = {
  build: 'list.building',
  lease: 'list.lease',
  grace: 'list.grace',
} as const satisfies Record<Stretch['kind'], string>;

/** The rows of the table as bars on one time axis, which shows when each environment ends. */
export function Timeline(props: { environments: Environment[] }) {
  const { environments } = props;
  const now = useNow(60);
  const bars = environments.map(environment => stretchesOf(environment, now));
  const axis = axisOf(bars, now);

  return (
    <div className={styles.timeline}>
      <Legend />
      <div className={styles.head}>
        <TickLabels axis={axis} />
      </div>
      <ul className={styles.rows}>
        {environments.map((environment, row) => (
          <li key={environment.id} className={styles.row}>
            <span className={styles.name}>
              <EnvironmentLink
                id={environment.id}
                name={environment.name}
                standalone
              />
              <EnvironmentStateBadge environment={environment} />
            </span>
            <span className={styles.lane}>
              <Bar stretches={bars[row]} axis={axis} />
              <span
                className={styles.today}
                style={{ left: share(now.toMillis(), axis) }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Bar(props: { stretches: Stretch[]; axis: Axis }) {
  const t = useText();
  const { stretches, axis } = props;
  return (
    <span
      role="img"
      aria-label={stretches
        .map(stretch => formatStretch(stretch, t))
        .join(', ')}
    >
      {stretches.map(stretch => (
        <span
          key={stretch.kind}
          className={styles.stretch}
          data-kind={stretch.kind}
          title={formatStretch(stretch, t)}
          style={{
            left: share(stretch.from, axis),
            width: `${
              ((stretch.to - stretch.from) / (axis.to - axis.from)) * 100
            }%`,
          }}
        />
      ))}
    </span>
  );
}

function TickLabels({ axis }: { axis: Axis }) {
  return (
    <span className={styles.ticks} aria-hidden="true">
      {axis.ticks.map(({ at, label }) => (
        <span
          key={at}
          className={styles.tick}
          style={{ left: share(at, axis) }}
        >
          {label}
        </span>
      ))}
    </span>
  );
}

function Legend() {
  const t = useText();
  return (
    <div className={styles.legend} aria-hidden="true">
      {Object.entries(labels).map(([kind, label]) => (
        <span key={kind} className={styles.legendItem}>
          <span className={styles.swatch} data-kind={kind} /> {t(label)}
        </span>
      ))}
      <span className={styles.legendItem}>
        <span className={styles.swatch} data-kind="today" /> {t('list.now')}
      </span>
    </div>
  );
}

function share(at: number, axis: Axis): string {
  return `${((at - axis.from) / (axis.to - axis.from)) * 100}%`;
}

function formatStretch({ kind, from, to }: Stretch, t: Translate): string {
  const time = (millis: number) => formatLocal(new Date(millis).toISOString());
  return t('list.stretch', {
    kind: t(labels[kind]),
    from: time(from),
    to: time(to),
  });
}
