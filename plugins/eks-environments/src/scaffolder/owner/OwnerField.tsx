import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Select } from '@backstage/ui';
import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import { useEffect } from 'react';
import { RequestError } from '../../components';
import { EksEnvironmentsProvider, useOwners } from '../../query';
import { type Translate, useText } from '../../translation';
import styles from '../fields.module.css';
import type { OwnerFieldProps } from './ownerFieldSchema';

/** Selects the user or one of their groups, including nested ones: the owners that the portal allows. */
export function OwnerField(props: OwnerFieldProps) {
  const { rawErrors, errors } = props;
  return (
    <ScaffolderField rawErrors={rawErrors} errors={errors} displayLabel={false}>
      <EksEnvironmentsProvider>
        <div className={styles.field}>
          <OwnerSelect {...props} />
        </div>
      </EksEnvironmentsProvider>
    </ScaffolderField>
  );
}

function OwnerSelect(props: OwnerFieldProps) {
  const t = useText();
  const { formData, onChange, schema, uiSchema, rawErrors } = props;
  const { data, error, refetch } = useOwners();
  const owners = data?.items ?? [];
  const [first] = owners;

  useEffect(() => {
    if (formData === undefined && first !== undefined) {
      onChange(first);
    }
  }, [formData, first, onChange]);

  if (error && !data) {
    return (
      <RequestError
        what={t('form.theGroups')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  const description =
    uiSchema['ui:description'] ?? schema.description ?? t('form.ownerMeaning');
  return (
    <Select
      label={schema.title ?? t('form.owner')}
      description={
        data && isAlone(owners)
          ? t('form.ownerAlone', { description })
          : description
      }
      isRequired={props.required}
      isDisabled={props.disabled || !data}
      isInvalid={Boolean(rawErrors?.length)}
      options={owners.map(owner => ({ id: owner, label: labelOf(owner, t) }))}
      value={formData ?? null}
      onChange={choice => onChange(choice?.toString())}
    />
  );
}

function isAlone(owners: string[]): boolean {
  return !owners.some(owner => owner.startsWith('group:'));
}

function labelOf(owner: string, t: Translate): string {
  const name = formatEntityName(owner);
  return owner.startsWith('user:') ? t('form.you', { name }) : name;
}
