import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { TextField } from '@backstage/ui';
import { isEnvironmentName } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useText } from '../../translation';
import styles from '../fields.module.css';
import type { NameFieldProps } from './nameFieldSchema';
import { nameRule } from './nameRule';

/** The name of an environment, checked when the focus leaves the field, and from then on with each change. */
export function NameField(props: NameFieldProps) {
  const t = useText();
  const { formData = '', onChange, schema, uiSchema, rawErrors } = props;
  const [isLeft, setIsLeft] = useState(false);
  const isWrong = isLeft && formData !== '' && !isEnvironmentName(formData);
  const rule = nameRule(t);
  const problem = isWrong ? rule : rawErrors?.[0];
  return (
    <ScaffolderField displayLabel={false}>
      <TextField
        className={styles.field}
        label={schema.title ?? t('form.name')}
        description={uiSchema['ui:description'] ?? schema.description ?? rule}
        isRequired={props.required}
        isDisabled={props.disabled}
        autoComplete="off"
        spellCheck="false"
        validationBehavior="aria"
        validate={() => problem}
        value={formData}
        onChange={name => onChange(name === '' ? undefined : name)}
        onBlur={() => setIsLeft(true)}
      />
    </ScaffolderField>
  );
}
