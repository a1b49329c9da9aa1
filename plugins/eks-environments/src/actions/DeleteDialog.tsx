import { Text } from '@backstage/ui';
import {
  answers,
  canCancel,
  type Environment,
  isQueued,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { NameConfirmation, ReasonField, WriteDialog } from '../components';
import { useDeleteEnvironment } from '../query';
import { useText } from '../translation';

/** Confirms a deletion. Only for a Ready cluster, which may be in use, its name must be typed. */
export function DeleteDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const t = useText();
  const { environment, onClose } = props;
  const { id, name, state } = environment;
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const deletion = useDeleteEnvironment(id);
  const cancels = canCancel(state);
  const asksForName = answers(state);

  return (
    <WriteDialog
      title={t(cancels ? 'actions.cancelTitle' : 'actions.deleteTitle', {
        name,
      })}
      verb={t(cancels ? 'actions.cancel' : 'actions.delete')}
      what={t(cancels ? 'actions.toCancel' : 'actions.toDelete')}
      destructive
      isComplete={!asksForName || typedName === name}
      state={deletion}
      closeLabel={t('common.keepIt')}
      onSubmit={() =>
        deletion.mutate(
          {
            reason: reason.trim() || undefined,
            // It may have become ready and be in use.
            onlyUnfinished: cancels || undefined,
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <WhatGoes environment={environment} />
      {asksForName && (
        <NameConfirmation
          name={name}
          value={typedName}
          onChange={setTypedName}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </WriteDialog>
  );
}

function WhatGoes(props: { environment: Environment }) {
  const t = useText();
  const { clusterName, region, account, nodes, state, lease } =
    props.environment;
  // A creation that failed has a deadline from then on, also while its retry waits.
  if (isQueued(state) && !lease.deadline) {
    return <Text as="p">{t('actions.nothingBuilt')}</Text>;
  }
  const words = { cluster: <strong>{clusterName}</strong>, region, account };
  return (
    <Text as="p">
      {nodes
        ? t('actions.whatGoesWithNodes', { ...words, count: nodes })
        : t('actions.whatGoes', words)}
    </Text>
  );
}
