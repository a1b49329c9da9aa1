import { Text } from '@backstage/ui';
import type { JsonObject, JsonValue } from '@backstage/types';
import { fieldLabel, type FieldTitles } from '../plan';
import styles from './RequestDetail.module.css';
import { valueDifferences } from './valueDifferences';

/** What the requester changed: the part of a request that needs thought. */
export function ChangedValues(props: {
  values: JsonObject;
  defaults?: JsonObject;
  titles: FieldTitles;
}) {
  const differences = valueDifferences(props.values, props.defaults);
  if (differences.length === 0) {
    return <Text as="p">All values are the blueprint's defaults.</Text>;
  }
  return (
    <table className={styles.differences}>
      <caption>Different from the blueprint's defaults</caption>
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Asked for</th>
          <th scope="col">Default</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, value, defaultValue }) => (
          <tr key={path}>
            <th scope="row">{fieldLabel(`values.${path}`, props.titles)}</th>
            <td>
              <strong>{valueText(value)}</strong>
            </td>
            <td>{valueText(defaultValue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) {
    return 'none';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
