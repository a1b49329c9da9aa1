import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Link,
  Text,
} from '@backstage/ui';
import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import { RelativeTime } from '../components';
import { approvalsRouteRef, environmentRouteRef } from '../routes';
import { dimensionLabels, formatQuantity } from './dimensions';
import type { QuotaUser } from './quotaScopes';
import styles from './Quotas.module.css';

/** Who takes how much of each limit, and when it comes free. */
export function QuotaUsers(props: {
  users: QuotaUser[];
  usages: QuotaUsage[];
}) {
  const { users, usages } = props;
  if (users.length === 0) {
    return undefined;
  }
  const dimensions = usages.map(({ dimension }) => dimension);
  return (
    <Accordion>
      <AccordionTrigger>
        <Text>
          Used by {users.length}{' '}
          {users.length === 1 ? 'environment' : 'environments'}
        </Text>
      </AccordionTrigger>
      <AccordionPanel>
        <table className={styles.users}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Owner</th>
              {dimensions.map(dimension => (
                <th key={dimension} scope="col" className={styles.number}>
                  {dimensionLabels[dimension]}
                </th>
              ))}
              <th scope="col">Comes free</th>
            </tr>
          </thead>
          <tbody>
            {users.map(user => (
              <tr key={user.key}>
                <th scope="row">
                  <UserLink user={user} />
                </th>
                <td>
                  {user.owner && <EntityRefLink entityRef={user.owner} />}
                </td>
                {dimensions.map(dimension => (
                  <td key={dimension} className={styles.number}>
                    {formatQuantity(dimension, user.amounts[dimension] ?? 0)}
                  </td>
                ))}
                <td>
                  {user.freeAt ? (
                    <RelativeTime value={user.freeAt} />
                  ) : (
                    'not known yet'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </AccordionPanel>
    </Accordion>
  );
}

function UserLink(props: { user: QuotaUser }) {
  const { name, environmentId, requestId } = props.user;
  const environmentLink = useRouteRef(environmentRouteRef);
  const approvalsLink = useRouteRef(approvalsRouteRef);
  if (environmentId && environmentLink) {
    return <Link href={environmentLink({ id: environmentId })}>{name}</Link>;
  }
  if (requestId && approvalsLink) {
    return (
      <Link href={`${approvalsLink()}?request=${requestId}`}>
        {name} (requested)
      </Link>
    );
  }
  return <>{name}</>;
}
