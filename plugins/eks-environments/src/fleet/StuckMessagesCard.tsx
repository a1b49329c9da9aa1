import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { PlainTable, RelativeTime, Section } from '../components';
import { ClearPart } from './ClearPart';
import { useText } from '../translation';

/** Notification channels with undelivered messages, and the reason. */
export function StuckMessagesCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { stuckMessages } = fleet;
  return stuckMessages.length === 0 ? (
    <ClearPart title={t('fleet.messagesTitle')}>
      {t('fleet.allDelivered')}
    </ClearPart>
  ) : (
    <Section title={t('fleet.stuck')}>
      <PlainTable
        label={t('fleet.stuck')}
        columns={[
          { title: t('fleet.channel'), isRowHeader: true },
          t('fleet.waiting'),
          t('fleet.oldest'),
          t('fleet.reason'),
        ]}
        rows={stuckMessages.map(({ channel, messages, since, reason }) => ({
          key: channel,
          cells: [
            channel,
            t('fleet.messages', { count: messages }),
            <RelativeTime key="since" value={since} />,
            reason,
          ],
        }))}
      />
    </Section>
  );
}
