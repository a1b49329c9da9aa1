import { Flex, Text } from '@backstage/ui';
import {
  type Environment,
  hasRunningLease,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { Facts, LeaseBar, RelativeTime, Section } from '../components';
import { formatDuration } from '../format';
import { remindersOf } from '../lease';
import { useBlueprint } from '../query';

const endReasonTexts: Record<NonNullable<Environment['endReason']>, string> = {
  LeaseExpired: 'the lease was over',
  DeletedByUser: 'somebody deleted it',
  Cancelled: 'its creation was cancelled',
  ProvisioningDeadline: 'it could not be built in time',
  BudgetExceeded: 'the budget was used up',
  OwnerGone: 'its owner left the catalog',
};

/** What is left of the lease, when its owner is told, and what comes after it. */
export function LeaseCard(props: { environment: Environment }) {
  const { environment } = props;
  const { lease, blueprint, state, endReason, endedAt } = environment;
  const warnings = useBlueprint(blueprint.name, blueprint.version).data?.lease
    .warnings;
  const reminders = remindersOf(environment, warnings ?? []);
  const isOver =
    isGone(state) || (endReason !== undefined && !hasRunningLease(state));
  const failed = state === 'ProvisioningFailed';

  return (
    <Section title="Lease">
      <Flex direction="column" gap="3">
        <LeaseBar environment={environment} />
        {!lease.startedAt && !isOver && (
          <Text as="p">
            {formatDuration(lease.duration)}, starting when the cluster is
            ready.
          </Text>
        )}
        <Facts
          facts={[
            { label: 'Ended', value: localTime(endedAt) },
            {
              label: 'Ended because',
              value: endReason && endReasonTexts[endReason],
            },
            {
              label: failed ? 'Deleted' : 'Lease ends',
              value: isOver
                ? undefined
                : localTime(failed ? lease.deadline : lease.expiresAt),
            },
            {
              label: 'Grace',
              value: failed ? undefined : formatDuration(lease.grace),
            },
            {
              label: 'Deleted after grace',
              value: isOver ? undefined : localTime(lease.graceEndsAt),
            },
            {
              label: 'Reminders',
              value:
                reminders.length > 0 && !isOver
                  ? `${reminders.map(formatDuration).join(', ')} before the end`
                  : undefined,
            },
            {
              label: 'Extensions',
              value: `${lease.extensions} of ${lease.maximumExtensions}`,
            },
            {
              label: 'Never past',
              value: isOver ? undefined : localTime(lease.latestEnd),
            },
          ]}
        />
      </Flex>
    </Section>
  );
}

function localTime(value: string | undefined) {
  return value ? <RelativeTime value={value} format="local" /> : undefined;
}
