import {
  Flex,
  NumberField,
  Select,
  Switch,
  Text,
  TextField,
} from '@backstage/ui';
import type {
  OperationForm,
  OperationFormField,
} from 'backstage-plugin-eks-environments-common';
import { useId } from 'react';
import { asSentence } from '../format';
import { type Translate, useText } from '../translation';
import type { OperationDraft } from './operationInput';

type Value = OperationDraft[string] | undefined;

/** The fields of an operation's input. */
export function OperationFields(props: {
  form: OperationForm;
  draft: OperationDraft;
  onChange(name: string, value: OperationDraft[string]): void;
}) {
  const { form, draft, onChange } = props;
  return (
    <>
      {Object.entries(form.properties).map(([name, field]) => (
        <Field
          key={name}
          field={field}
          isRequired={form.required?.includes(name) ?? false}
          value={draft[name]}
          onChange={value => onChange(name, value)}
        />
      ))}
    </>
  );
}

function Field(props: {
  field: OperationFormField;
  isRequired: boolean;
  value: Value;
  onChange(value: OperationDraft[string]): void;
}) {
  const t = useText();
  const { field, isRequired, value, onChange } = props;
  const { type, title: label, description, enum: choices } = field;
  switch (type) {
    case 'boolean':
      return (
        <DescribedSwitch
          label={label}
          description={description}
          isSelected={value === true}
          onChange={onChange}
        />
      );
    case 'integer':
    case 'number':
      return (
        <NumberField
          label={label}
          description={description}
          isRequired={isRequired}
          value={typeof value === 'number' ? value : NaN}
          onChange={onChange}
          formatOptions={
            type === 'integer' ? { maximumFractionDigits: 0 } : undefined
          }
        />
      );
    default:
      return choices ? (
        <Select
          label={label}
          description={description}
          isRequired={isRequired}
          options={choices.map(choice => ({ id: choice, label: choice }))}
          value={value === undefined ? null : String(value)}
          onChange={chosen => onChange(String(chosen ?? ''))}
        />
      ) : (
        <TextField
          label={label}
          description={
            type === 'array' ? listDescription(description, t) : description
          }
          isRequired={isRequired}
          value={value === undefined ? '' : String(value)}
          onChange={onChange}
        />
      );
  }
}

function DescribedSwitch(props: {
  label: string;
  description?: string;
  isSelected: boolean;
  onChange(isSelected: boolean): void;
}) {
  const id = useId();
  const { description, ...others } = props;
  return description ? (
    <Flex direction="column" gap="1">
      <Switch {...others} aria-describedby={id} />
      <Text as="p" id={id} variant="body-small" color="secondary">
        {description}
      </Text>
    </Flex>
  ) : (
    <Switch {...others} />
  );
}

function listDescription(
  description: string | undefined,
  t: Translate,
): string {
  const separated = t('actions.separatedByCommas');
  return description ? `${asSentence(description)} ${separated}` : separated;
}
