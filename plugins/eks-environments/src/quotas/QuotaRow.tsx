import { Text } from '@backstage/ui';
import {
  formatEntityName,
  type QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import { Meter, RelativeTime } from '../components';
import { formatQuantity } from '../quotaDimensions';
import { type Translate, useText } from '../translation';
import { EditQuotaLimit } from './EditQuotaLimit';
import { nextFreeAt } from './quotaScopes';
import styles from './Quotas.module.css';

/** One quota: its usage and reservations, its source, and when capacity becomes available. */
export function QuotaRow(props: { usage: QuotaUsage }) {
  const t = useText();
  const { usage } = props;
  const { title, used, reserved, limit, source, scope } = usage;
  const freeAt = nextFreeAt(usage);
  const text = takenText(usage, t);
  return (
    <li className={styles.row}>
      <Text weight="bold">{title}</Text>
      <div>
        <Meter
          label={t('quotas.meter', { title, scope: formatEntityName(scope) })}
          used={used}
          reserved={reserved}
          limit={limit}
          valueText={text}
        />
      </div>
      <div className={styles.numbers}>
        <Text>{text}</Text>
        {freeAt && (
          <Text variant="body-small" color="secondary">
            {t('quotas.freeAt', { time: <RelativeTime value={freeAt} /> })}
          </Text>
        )}
      </div>
      <Text variant="body-small" color="secondary">
        {limit === undefined ? '' : t('quotas.limitSource', { source })}
      </Text>
      {usage.editable ? <EditQuotaLimit usage={usage} /> : <span />}
    </li>
  );
}

function takenText(usage: QuotaUsage, t: Translate): string {
  const { unit, used, reserved, limit } = usage;
  const quantity = (amount: number) => formatQuantity(unit, amount, t);
  const taken =
    reserved > 0
      ? t('quotas.usedAndReserved', {
          used: quantity(used),
          reserved: quantity(reserved),
        })
      : t('quotas.used', { used: quantity(used) });
  return limit === undefined
    ? t('quotas.noLimit', { taken })
    : t('quotas.ofLimit', { taken, limit: quantity(limit) });
}
