import { RiAlertFill, RiCheckLine } from '@remixicon/react';
import { useText } from '../translation';
import { useEnvironments } from '../query';
import { usePageRoute } from '../usePageRoute';
import styles from './FleetStatus.module.css';
import { partId, type FleetPart } from './attention';

const shown = [
  'findings',
  'health',
  'breakers',
  'due',
  'messages',
  'blueprints',
] as const satisfies FleetPart[];

/** What needs somebody, in numbers that lead to it. */
export function FleetStatus(props: {
  attention: Record<FleetPart, number | undefined>;
}) {
  const t = useText();
  return (
    <ul className={styles.strip} aria-label={t('fleet.status')}>
      <FailedEnvironments />
      {shown.map(part => (
        <Status
          key={part}
          label={t(`fleet.statusOf.${part}`)}
          count={props.attention[part]}
          href={`#${partId(part)}`}
        />
      ))}
    </ul>
  );
}

const FAILED = {
  state: ['ProvisioningFailed', 'DeprovisioningFailed', 'Quarantined'],
} as const;

function FailedEnvironments() {
  const t = useText();
  const list = usePageRoute('root') ?? '';
  const { data } = useEnvironments({
    scope: 'all',
    state: [...FAILED.state],
    limit: 1,
  });
  return (
    <Status
      label={t('fleet.statusOf.failed')}
      count={data?.totalItems}
      href={`${list}?scope=all&state=${FAILED.state.join(',')}`}
    />
  );
}

function Status(props: {
  label: string;
  count: number | undefined;
  href: string;
}) {
  const { label, count, href } = props;
  const Icon = count === 0 ? RiCheckLine : RiAlertFill;
  return (
    <li>
      <a
        className={styles.item}
        href={href}
        data-tone={count ? 'attention' : 'clear'}
      >
        <span className={styles.count}>
          {count !== undefined && <Icon size={16} aria-hidden="true" />}
          {count ?? '–'}
        </span>{' '}
        {label}
      </a>
    </li>
  );
}
