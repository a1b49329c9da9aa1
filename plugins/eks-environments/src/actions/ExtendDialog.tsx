import { Radio, RadioGroup, Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { durationSeconds, formatDuration, formatLocal } from '../format';
import { useExtendLease } from '../query';
import { extensionChoices, type ExtensionChoice } from './extensionChoices';

/** Chooses how long a lease goes on, within what the blueprint allows, and says why. */
export function ExtendDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const { environment, onClose } = props;
  const { lease } = environment;
  // Taken once: a poll must not change what is being read.
  const [choices] = useState(() => extensionChoices(lease, DateTime.utc()));
  const [chosen, setChosen] = useState(
    () => usualChoice(choices, lease.usualExtension)?.duration,
  );
  const [reason, setReason] = useState('');
  const extend = useExtendLease(environment.id);

  return (
    <WriteDialog
      title={`Extend the lease of ${environment.name}`}
      verb="Extend"
      what="extend it"
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
          {environment.state === 'Expiring' ? 'It ended' : 'It ends'}{' '}
          {formatLocal(lease.expiresAt)}. {formatLimit(environment)}
        </Text>
      )}
      <RadioGroup label="Extend by" value={chosen} onChange={setChosen}>
        {choices.map(({ duration, endsAt }) => (
          <Radio key={duration} value={duration}>
            {`${formatDuration(duration)} — until ${formatLocal(endsAt)}`}
          </Radio>
        ))}
      </RadioGroup>
      <ReasonField
        readBy="Your team and the platform team read it on the timeline."
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

function formatLimit({ lease }: Environment): string {
  const left = lease.maximumExtensions - lease.extensions;
  const count = `${left} of ${lease.maximumExtensions} extensions left`;
  return lease.latestEnd
    ? `${count}; it can’t go past ${formatLocal(lease.latestEnd)}.`
    : `${count}.`;
}
