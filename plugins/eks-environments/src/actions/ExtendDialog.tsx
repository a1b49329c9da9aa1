import { Radio, RadioGroup, Text } from '@backstage/ui';
import {
  type Environment,
  isInGrace,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { durationSeconds, formatDuration, formatLocal } from '../format';
import { useExtendLease } from '../query';
import { type Translate, useText } from '../translation';
import { extensionChoices, type ExtensionChoice } from './extensionChoices';

/** Selects the extension of a lease, within the limits of the blueprint, and its reason. */
export function ExtendDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const t = useText();
  const { environment, onClose } = props;
  const { lease } = environment;
  // Computed once: a poll must not change the displayed choices.
  const [choices] = useState(() => extensionChoices(lease, DateTime.utc()));
  const [chosen, setChosen] = useState(
    () => usualChoice(choices, lease.usualExtension)?.duration,
  );
  const [reason, setReason] = useState('');
  const extend = useExtendLease(environment.id);

  return (
    <WriteDialog
      title={t('actions.extendTitle', { name: environment.name })}
      verb={t('actions.extend')}
      what={t('actions.toExtend')}
      isComplete={chosen !== undefined && reason.trim() !== ''}
      state={extend}
      onSubmit={() =>
        chosen &&
        extend.mutate(
          { duration: chosen, reason: reason.trim() },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {lease.expiresAt && (
        <Text as="p">
          {t(isInGrace(lease.phase) ? 'actions.ended' : 'actions.ends', {
            time: formatLocal(lease.expiresAt),
          })}{' '}
          {formatLimit(environment, t)}
        </Text>
      )}
      <RadioGroup
        label={t('actions.extendBy')}
        value={chosen}
        onChange={setChosen}
      >
        {choices.map(({ duration, endsAt }) => (
          <Radio key={duration} value={duration}>
            {t('actions.extensionChoice', {
              duration: formatDuration(duration, t),
              time: formatLocal(endsAt),
            })}
          </Radio>
        ))}
      </RadioGroup>
      <ReasonField
        readBy={t('actions.extensionReadBy')}
        value={reason}
        onChange={setReason}
      />
    </WriteDialog>
  );
}

function usualChoice(choices: ExtensionChoice[], usual?: string) {
  return (
    choices.find(
      ({ duration }) =>
        usual && durationSeconds(duration) === durationSeconds(usual),
    ) ?? choices[0]
  );
}

function formatLimit({ lease }: Environment, t: Translate): string {
  const words = {
    left: String(lease.maximumExtensions - lease.extensions),
    maximum: String(lease.maximumExtensions),
  };
  return lease.latestEnd
    ? t('actions.extensionsLeftUntil', {
        ...words,
        time: formatLocal(lease.latestEnd),
      })
    : t('actions.extensionsLeft', words);
}
