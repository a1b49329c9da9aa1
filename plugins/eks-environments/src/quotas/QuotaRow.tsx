import { Text } from '@backstage/ui';
import {
  formatEntityName,
  type QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import { Meter, RelativeTime } from '../components';
import { formatQuantity } from '../quotaDimensions';
import { EditQuotaLimit } from './EditQuotaLimit';
import { nextFreeAt } from './quotaScopes';
import styles from './Quotas.module.css';

/** One limit: what is used and reserved of it, where it comes from, and when a place comes free. */
export function QuotaRow(props: { usage: QuotaUsage }) {
  const { usage } = props;
  const { title, used, reserved, limit, source, scope } = usage;
  const freeAt = nextFreeAt(usage);
  const text = takenText(usage);
  return (
    <li className={styles.row}>
      <Text weight="bold">{title}</Text>
      <div>
        <Meter
          label={`${title} of ${formatEntityName(scope)}`}
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
            a place comes free <RelativeTime value={freeAt} />
          </Text>
        )}
      </div>
      <Text variant="body-small" color="secondary">
        {limit === undefined ? '' : `Limit: ${source}`}
      </Text>
      {usage.editable ? <EditQuotaLimit usage={usage} /> : <span />}
    </li>
  );
}

function takenText(usage: QuotaUsage): string {
  const { unit, used, reserved, limit } = usage;
  const quantity = (amount: number) => formatQuantity(unit, amount);
  const taken = `${quantity(used)} used${
    reserved > 0 ? ` + ${quantity(reserved)} reserved` : ''
  }`;
  return limit === undefined
    ? `${taken}, no limit`
    : `${taken} of ${quantity(limit)}`;
}
