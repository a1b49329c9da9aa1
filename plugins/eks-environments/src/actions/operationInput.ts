import type {
  OperationForm,
  OperationFormField,
} from 'backstage-plugin-eks-environments-common';

/** What a user has entered in the fields of an operation. A list is a text, separated by commas. */
export type OperationDraft = Record<string, string | number | boolean>;

/** The fields as they are before the user enters anything. */
export function newDraft({ properties }: OperationForm): OperationDraft {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) => {
      const value = initialValue(field);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Whether every required field has a value. */
export function isComplete(
  form: OperationForm,
  draft: OperationDraft,
): boolean {
  const input = toInput(form, draft);
  return (form.required ?? []).every(name => name in input);
}

/** The input for the service. Fields without a value are omitted. */
export function toInput({ properties }: OperationForm, draft: OperationDraft) {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { type }]) => {
      const entered = draft[name];
      const value = type === 'array' ? toList(String(entered ?? '')) : entered;
      return hasValue(value) ? [[name, value]] : [];
    }),
  );
}

function initialValue({ type, default: value }: OperationFormField) {
  switch (type) {
    case 'boolean':
      return value === true;
    case 'array':
      return Array.isArray(value) ? value.join(', ') : undefined;
    default:
      return value ?? undefined;
  }
}

function hasValue(
  value: OperationDraft[string] | string[] | undefined,
): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  return typeof value === 'string'
    ? value.trim() !== ''
    : value !== undefined && !Number.isNaN(value);
}

function toList(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}
