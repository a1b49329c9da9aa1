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
import { useText } from '../translation';
import type { QuotaUser } from './quotaScopes';

/** The holders of each quota, with their amounts and when these become available. */
export function QuotaUsers(props: {
  users: QuotaUser[];
  usages: QuotaUsage[];
  isExpanded: boolean;
}) {
  const t = useText();
  const { users, usages, isExpanded } = props;
  if (users.length === 0) {
    return undefined;
  }
  return (
    <Accordion defaultExpanded={isExpanded}>
      <AccordionTrigger>
        <Text>{t('quotas.usedBy', { count: users.length })}</Text>
      </AccordionTrigger>
      <AccordionPanel>
        <PlainTable
          label={t('quotas.usedByTable')}
          columns={[
            { title: t('quotas.name'), isRowHeader: true },
            t('quotas.owner'),
            ...usages.map(({ title }) => ({ title, isNumber: true })),
            t('quotas.comesFree'),
          ]}
          rows={users.map(user => ({
            key: user.key,
            cells: [
              <UserLink key="name" user={user} />,
              user.owner && (
                <EntityRefLink key="owner" entityRef={user.owner} />
              ),
              ...usages.map(({ dimension, unit }) =>
                formatQuantity(unit, user.amounts[dimension] ?? 0, t),
              ),
              user.freeAt ? (
                <RelativeTime key="free" value={user.freeAt} />
              ) : (
                t('quotas.notKnown')
              ),
            ],
          }))}
        />
      </AccordionPanel>
    </Accordion>
  );
}

function UserLink(props: { user: QuotaUser }) {
  const t = useText();
  const { name, environmentId, requestId } = props.user;
  const approvals = usePageRoute('approvals');
  if (environmentId) {
    return <EnvironmentLink id={environmentId} name={name} />;
  }
  if (requestId && approvals) {
    return (
      <Link href={`${approvals}?request=${requestId}`}>
        {t('quotas.requested', { name })}
      </Link>
    );
  }
  return <>{name}</>;
}
