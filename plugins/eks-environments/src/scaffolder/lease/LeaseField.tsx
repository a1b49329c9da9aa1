import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Select } from '@backstage/ui';
import { Duration } from 'luxon';
import { useEffect } from 'react';
import { formatLocal, formatLongDuration, useNow } from '../../format';
import { type Translate, useText } from '../../translation';
import styles from '../fields.module.css';
import { leaseChoices } from './leaseChoices';
import type { LeaseFieldProps } from './leaseFieldSchema';

/** Selects the length of the lease, and shows when it would end. */
export function LeaseField(props: LeaseFieldProps) {
  const t = useText();
  const { formData, onChange, schema, uiSchema, rawErrors, errors } = props;
  const limits = uiSchema['ui:options'] ?? {};
  const defaultLease = limits.default;
  const lease = formData ?? defaultLease;

  useEffect(() => {
    if (formData === undefined && defaultLease !== undefined) {
      onChange(defaultLease);
    }
  }, [formData, defaultLease, onChange]);

  return (
    <ScaffolderField rawErrors={rawErrors} errors={errors} displayLabel={false}>
      <Select
        className={styles.field}
        label={schema.title ?? t('form.lease')}
        description={`${
          uiSchema['ui:description'] ??
          schema.description ??
          t('form.leaseMeaning')
        } ${useEnd(lease, t)}`}
        isRequired={props.required}
        isDisabled={props.disabled}
        isInvalid={Boolean(rawErrors?.length)}
        options={leaseChoices(limits).map(choice => ({
          id: choice,
          label: choiceLabel(choice, limits, t),
        }))}
        value={lease}
        onChange={choice => onChange(choice?.toString())}
      />
    </ScaffolderField>
  );
}

function choiceLabel(
  choice: string,
  limits: { default?: string; maximum?: string },
  t: Translate,
): string {
  const lease = formatLongDuration(choice, t);
  if (choice === limits.default) {
    return t('form.usual', { lease });
  }
  return choice === limits.maximum ? t('form.longest', { lease }) : lease;
}

function useEnd(lease: string | undefined, t: Translate): string {
  const now = useNow();
  const end = lease && now.plus(Duration.fromISO(lease)).toISO();
  return end ? t('form.leaseEnd', { time: formatLocal(end) }) : '';
}
