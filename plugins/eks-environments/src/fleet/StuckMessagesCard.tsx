import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { PlainTable, RelativeTime, Section } from '../components';

/** Notification channels that have not taken messages so far, and why. Nothing while all take them. */
export function StuckMessagesCard({ fleet }: { fleet: Fleet }) {
  const { stuckMessages } = fleet;
  return stuckMessages.length === 0 ? null : (
    <Section title="Messages not delivered">
      <PlainTable
        label="Messages not delivered"
        columns={[
          { title: 'Channel', isRowHeader: true },
          'Waiting',
          'Oldest',
          'Reason',
        ]}
        rows={stuckMessages.map(({ channel, messages, since, reason }) => ({
          key: channel,
          cells: [
            channel,
            `${messages} ${messages === 1 ? 'message' : 'messages'}`,
            <RelativeTime key="since" value={since} />,
            reason,
          ],
        }))}
      />
    </Section>
  );
}
