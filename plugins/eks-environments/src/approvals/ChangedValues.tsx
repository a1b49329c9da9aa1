import { Text } from '@backstage/ui';
import type { JsonObject, JsonValue } from '@backstage/types';
import { PlainTable } from '../components';
import { fieldLabel, type FieldTitles } from '../plan';
import styles from './ChangedValues.module.css';
import { valueDifferences } from './valueDifferences';

/** What the requester changed: the part of a request that needs thought. */
export function ChangedValues(props: {
  values: JsonObject;
  defaults?: JsonObject;
  titles: FieldTitles;
}) {
  const differences = valueDifferences(props.values, props.defaults);
  if (differences.length === 0) {
    return <Text as="p">All values are the blueprint’s defaults.</Text>;
  }
  return (
    <PlainTable
      label="Different from the blueprint’s defaults"
      isLabelShown
      columns={[{ title: 'Value', isRowHeader: true }, 'Asked for', 'Default']}
      rows={differences.map(({ path, value, defaultValue }) => ({
        key: path,
        cells: [
          fieldLabel(`values.${path}`, props.titles),
          <strong key="value" className={styles.value}>
            {valueText(value)}
          </strong>,
          valueText(defaultValue),
        ],
      }))}
    />
  );
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) {
    return 'none';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
