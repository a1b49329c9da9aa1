import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { QuotaRow } from './QuotaRow';
import { QuotaUsers } from './QuotaUsers';
import { QuotaUsersOnDemand } from './QuotaUsersOnDemand';
import type { QuotaScope } from './quotaScopes';
import styles from './Quotas.module.css';
import { ScopeName } from '../components';

/** All quotas of one team or user, as bars, and their holders. */
export function QuotaScopeCard(props: {
  scope: QuotaScope;
  /** Shows the holders at once. */
  showsUsers: boolean;
}) {
  const { scope, usages, users } = props.scope;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          <ScopeName scope={scope} />
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          <ul className={styles.rows}>
            {usages.map(usage => (
              <QuotaRow key={usage.dimension} usage={usage} />
            ))}
          </ul>
          {users.length > 0 ? (
            <QuotaUsers
              users={users}
              usages={usages}
              isExpanded={props.showsUsers}
            />
          ) : (
            <QuotaUsersOnDemand
              scope={scope}
              usages={usages}
              isAsked={props.showsUsers}
            />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
