import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Header } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EnvironmentStateBadge, HealthBadge } from '../components';
import { EnvironmentActions } from './EnvironmentActions';

/** Name, state and whose it is, with the buttons for what this person may do. */
export function EnvironmentHeader(props: { environment: Environment }) {
  const { environment } = props;
  const { blueprint, owner, requester, region, account, health } = environment;
  const isWell = health === undefined || health.state === 'healthy';
  return (
    <Header
      title={environment.name}
      customActions={<EnvironmentActions environment={environment} />}
      metadata={[
        {
          label: 'State',
          value: <EnvironmentStateBadge environment={environment} />,
        },
        ...(isWell
          ? []
          : [{ label: 'Health', value: <HealthBadge health={health} /> }]),
        {
          label: 'Owner',
          value: <EntityRefLink entityRef={owner} defaultKind="group" />,
        },
        {
          label: 'Asked for by',
          value: <EntityRefLink entityRef={requester} defaultKind="user" />,
        },
        { label: 'Blueprint', value: `${blueprint.name}@${blueprint.version}` },
        { label: 'Region', value: region },
        { label: 'Account', value: account },
      ]}
    />
  );
}
