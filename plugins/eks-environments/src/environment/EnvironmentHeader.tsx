import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  type Environment,
  isNormal,
} from 'backstage-plugin-eks-environments-common';
import {
  ConditionBadges,
  EnvironmentStateBadge,
  PageHeader,
} from '../components';
import { useText } from '../translation';
import { EnvironmentActions } from './EnvironmentActions';

/** Name, state and owner, with the buttons of the user's actions. */
export function EnvironmentHeader(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { blueprint, owner, requester, region, account, conditions } =
    environment;
  return (
    <PageHeader
      title={environment.name}
      customActions={<EnvironmentActions environment={environment} />}
      metadata={[
        {
          label: t('environment.state'),
          value: <EnvironmentStateBadge environment={environment} />,
        },
        ...(conditions.every(isNormal)
          ? []
          : [
              {
                label: t('environment.health'),
                value: <ConditionBadges conditions={conditions} />,
              },
            ]),
        {
          label: t('environment.owner'),
          value: <EntityRefLink entityRef={owner} defaultKind="group" />,
        },
        {
          label: t('environment.requester'),
          value: <EntityRefLink entityRef={requester} defaultKind="user" />,
        },
        {
          label: t('environment.blueprint'),
          value: `${blueprint.name}@${blueprint.version}`,
        },
        { label: t('environment.region'), value: region },
        { label: t('environment.account'), value: account },
      ]}
    />
  );
}
