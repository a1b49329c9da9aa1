import { Radio, RadioGroup, Text } from '@backstage/ui';
import {
  type Environment,
  isInGrace,
  type RequestInput,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { durationSeconds, formatDuration, formatLocal } from '../format';
import { useExtendLease, usePlan, useRequestChange } from '../query';
import { type Translate, useText } from '../translation';
import { type ExtensionChoice, offeredExtensions } from './extensionChoices';
import { ExtensionPlan, isRequestable } from './ExtensionPlan';

/** Selects the extension of a lease, within the limits of the blueprint, and its reason. */
export function ExtendDialog(props: {
  environment: Environment;
  onClose(): void;
}) {
  const t = useText();
  const { environment, onClose } = props;
  const { lease } = environment;
  // Computed once: a poll must not change the displayed choices.
  const [choices] = useState(() =>
    offeredExtensions(environment, DateTime.utc()),
  );
  const [chosen, setChosen] = useState(
    () => usualChoice(choices, lease.usualExtension)?.duration,
  );
  const [reason, setReason] = useState('');
  const extend = useExtendLease(environment.id);
  const request = useRequestChange(environment.id);
  const choice = choices.find(({ duration }) => duration === chosen);
  const wanted = choice?.needsApproval
    ? toRequest(environment, choice)
    : undefined;
  const planned = usePlan(wanted);
  const isPending = extend.isPending || request.isPending;

  return (
    <WriteDialog
      title={t('actions.extendTitle', { name: environment.name })}
      verb={t(wanted ? 'actions.requestExtension' : 'actions.extend')}
      what={t('actions.toExtend')}
      isComplete={
        chosen !== undefined &&
        reason.trim() !== '' &&
        (!wanted || isRequestable(planned))
      }
      state={{ isPending, error: (wanted ? request : extend).error }}
      onSubmit={() => {
        if (wanted) {
          request.mutate(
            { ...wanted, reason: reason.trim() },
            { onSuccess: onClose },
          );
        } else if (chosen) {
          extend.mutate(
            { duration: chosen, reason: reason.trim() },
            { onSuccess: onClose },
          );
        }
      }}
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
        isDisabled={isPending}
        onChange={setChosen}
      >
        {choices.map(({ duration, endsAt, needsApproval }) => (
          <Radio key={duration} value={duration}>
            {t(
              needsApproval
                ? 'actions.requestChoice'
                : 'actions.extensionChoice',
              {
                duration: formatDuration(duration, t),
                time: formatLocal(endsAt),
              },
            )}
          </Radio>
        ))}
      </RadioGroup>
      <ReasonField
        readBy={t('actions.extensionReadBy')}
        value={reason}
        onChange={setReason}
      />
      {wanted && <ExtensionPlan {...planned} />}
    </WriteDialog>
  );
}

function toRequest(
  { id }: Environment,
  { duration }: ExtensionChoice,
): RequestInput {
  return {
    type: 'extend',
    environmentId: id,
    input: { duration },
  };
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
  const { latestEnd, latestApprovedEnd = latestEnd } = lease;
  const left = lease.maximumExtensions - lease.extensions;
  if (left <= 0) {
    return t('actions.noExtensionLeft');
  }
  const words = {
    left: String(left),
    maximum: String(lease.maximumExtensions),
  };
  if (!latestEnd || !latestApprovedEnd) {
    return t('actions.extensionsLeft', words);
  }
  return t(
    DateTime.fromISO(latestApprovedEnd) > DateTime.fromISO(latestEnd)
      ? 'actions.extensionsLeftUntil'
      : 'actions.extensionsLeftAtMost',
    { ...words, time: formatLocal(latestEnd) },
  );
}
