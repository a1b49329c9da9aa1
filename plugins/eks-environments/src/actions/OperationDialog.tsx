import { Text } from '@backstage/ui';
import type {
  AvailableOperation,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteDialog } from '../components';
import { useStartOperation } from '../query';
import { useText } from '../translation';
import { OperationFields } from './OperationFields';
import { isComplete, newDraft, toInput } from './operationInput';
import { operationTexts } from './operationTexts';

/** Starts an operation of any type: says what it does, and asks for its input. */
export function OperationDialog(props: {
  environment: Environment;
  operation: AvailableOperation;
  onClose(): void;
}) {
  const t = useText();
  const { environment, operation, onClose } = props;
  const { type, form } = operation;
  const [draft, setDraft] = useState(() => (form ? newDraft(form) : {}));
  const start = useStartOperation(environment.id);
  const { title, dialog, paragraphs } = operationTexts(
    operation,
    environment,
    t,
  );
  return (
    <WriteDialog
      title={dialog}
      verb={title}
      what={t('actions.toStart')}
      isComplete={!form || isComplete(form, draft)}
      state={start}
      onSubmit={() =>
        start.mutate(
          { type, input: form && toInput(form, draft) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {paragraphs.map((paragraph, index) => (
        <Text as="p" key={index}>
          {paragraph}
        </Text>
      ))}
      {form && (
        <OperationFields
          form={form}
          draft={draft}
          onChange={(name, value) =>
            setDraft(entered => ({ ...entered, [name]: value }))
          }
        />
      )}
    </WriteDialog>
  );
}
