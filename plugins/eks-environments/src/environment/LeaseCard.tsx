import { Flex, Text } from '@backstage/ui';
import {
  type Environment,
  hasCreationFailed,
  hasRunningLease,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import {
  EndReason,
  Facts,
  LeaseBar,
  RelativeTime,
  Section,
} from '../components';
import {
  formatDuration,
  formatList,
  formatLocal,
  formatLongDuration,
  useNow,
} from '../format';
import { remindersOf } from '../lease';
import { useBlueprint } from '../query';
import { useText } from '../translation';
import { PendingRequestLink } from './PendingRequestLink';

/** The remaining lease, its reminders, and what follows its end. */
export function LeaseCard(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { lease, blueprint, state, endReason, endedAt } = environment;
  const warnings = useBlueprint(blueprint.name, blueprint.version).data?.lease
    .warnings;
  const reminders = remindersOf(environment, warnings ?? []);
  const isOver =
    isGone(state) || (endReason !== undefined && !hasRunningLease(lease.phase));
  const failed = hasCreationFailed(state);

  return (
    <Section title={t('environment.lease')}>
      <Flex direction="column" gap="3">
        <LeaseBar environment={environment} />
        {!failed && <PendingRequestLink environment={environment} />}
        {!lease.startedAt && !isOver && (
          <Text as="p">
            {t('environment.leaseNotStarted', {
              duration: formatDuration(lease.duration, t),
            })}{' '}
            {!failed && <LeaseEndIfReadyNow duration={lease.duration} />}
          </Text>
        )}
        <Facts
          facts={[
            { label: t('environment.leaseEnded'), value: localTime(endedAt) },
            {
              label: t('environment.leaseEndedBecause'),
              value: endReason && <EndReason environment={environment} />,
            },
            {
              label: t(
                failed ? 'environment.leaseDeleted' : 'environment.leaseEnds',
              ),
              value: isOver
                ? undefined
                : localTime(failed ? lease.deadline : lease.expiresAt),
            },
            {
              label: t('environment.leaseGrace'),
              value: failed ? undefined : formatDuration(lease.grace, t),
            },
            {
              label: t('environment.leaseDeletedAfterGrace'),
              value: isOver ? undefined : localTime(lease.graceEndsAt),
            },
            {
              label: t('environment.leaseReminders'),
              value:
                reminders.length > 0 && !isOver
                  ? t('environment.leaseRemindersBefore', {
                      times: formatList(
                        reminders.map(reminder =>
                          formatLongDuration(reminder, t),
                        ),
                        t,
                      ),
                    })
                  : undefined,
            },
            {
              label: t('environment.leaseExtensions'),
              value: t('environment.leaseExtensionsUsed', {
                used: String(lease.extensions),
                maximum: String(lease.maximumExtensions),
              }),
            },
            {
              label: t('environment.leaseNeverPast'),
              value: isOver ? undefined : localTime(lease.latestEnd),
            },
          ]}
        />
      </Flex>
    </Section>
  );
}

function LeaseEndIfReadyNow({ duration }: { duration: string }) {
  const t = useText();
  const end = useNow().plus(Duration.fromISO(duration)).toISO() ?? '';
  return <>{t('form.leaseEnd', { time: formatLocal(end) })}</>;
}

function localTime(value: string | undefined) {
  return value ? <RelativeTime value={value} format="local" /> : undefined;
}
