import { Text } from '@backstage/ui';
import type { JsonObject, JsonValue } from '@backstage/types';
import { PlainTable } from '../components';
import { fieldLabel, type FieldTitles } from '../plan';
import styles from './ChangedValues.module.css';
import { type Translate, useText } from '../translation';
import { valueDifferences } from './valueDifferences';

/** The values that the requester changed: the part of a request that needs review. */
export function ChangedValues(props: {
  values: JsonObject;
  defaults?: JsonObject;
  titles: FieldTitles;
}) {
  const t = useText();
  const differences = valueDifferences(props.values, props.defaults);
  if (differences.length === 0) {
    return <Text as="p">{t('approvals.allDefaults')}</Text>;
  }
  return (
    <PlainTable
      label={t('approvals.differences')}
      isLabelShown
      columns={[
        { title: t('approvals.value'), isRowHeader: true },
        t('approvals.askedFor'),
        t('approvals.default'),
      ]}
      rows={differences.map(({ path, value, defaultValue }) => ({
        key: path,
        cells: [
          fieldLabel(`values.${path}`, props.titles),
          <strong key="value" className={styles.value}>
            {valueText(value, t)}
          </strong>,
          valueText(defaultValue, t),
        ],
      }))}
    />
  );
}

function valueText(value: JsonValue | undefined, t: Translate): string {
  if (value === undefined) {
    return t('approvals.none');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
