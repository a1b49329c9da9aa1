import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Link,
  Text,
} from '@backstage/ui';
import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { EnvironmentLink, PlainTable, RelativeTime } from '../components';
import { formatQuantity } from '../quotaDimensions';
import { usePageRoute } from '../usePageRoute';
import type { QuotaUser } from './quotaScopes';

/** Who takes how much of each limit, and when it comes free. */
export function QuotaUsers(props: {
  users: QuotaUser[];
  usages: QuotaUsage[];
}) {
  const { users, usages } = props;
  if (users.length === 0) {
    return undefined;
  }
  return (
    <Accordion>
      <AccordionTrigger>
        <Text>
          Used by {users.length}{' '}
          {users.length === 1 ? 'environment' : 'environments'}
        </Text>
      </AccordionTrigger>
      <AccordionPanel>
        <PlainTable
          label="Used by"
          columns={[
            { title: 'Name', isRowHeader: true },
            'Owner',
            ...usages.map(({ title }) => ({ title, isNumber: true })),
            'Comes free',
          ]}
          rows={users.map(user => ({
            key: user.key,
            cells: [
              <UserLink key="name" user={user} />,
              user.owner && (
                <EntityRefLink key="owner" entityRef={user.owner} />
              ),
              ...usages.map(({ dimension, unit }) =>
                formatQuantity(unit, user.amounts[dimension] ?? 0),
              ),
              user.freeAt ? (
                <RelativeTime key="free" value={user.freeAt} />
              ) : (
                'not known yet'
              ),
            ],
          }))}
        />
      </AccordionPanel>
    </Accordion>
  );
}

function UserLink(props: { user: QuotaUser }) {
  const { name, environmentId, requestId } = props.user;
  const approvals = usePageRoute('approvals');
  if (environmentId) {
    return <EnvironmentLink id={environmentId} name={name} />;
  }
  if (requestId && approvals) {
    return (
      <Link href={`${approvals}?request=${requestId}`}>{name} (requested)</Link>
    );
  }
  return <>{name}</>;
}
