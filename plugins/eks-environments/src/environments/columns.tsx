import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Column, Text, type ColumnConfig } from '@backstage/ui';
import {
  type Environment,
  hasCreationFailed,
  hasDeletionFailed,
  isChanging,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { EnvironmentMenu } from '../actions';
import {
  ConditionBadges,
  EnvironmentStateBadge,
  LeaseBar,
  MoneyText,
  RelativeTime,
} from '../components';
import styles from './columns.module.css';
import { type Translate, useText } from '../translation';
import { OperationSummary } from './OperationSummary';

/**
 * Columns of the list; those that a narrow page has no room for come last. Ids of sortable columns are the sort fields of the
 * API.
 */
export function environmentColumns(
  hrefOf: (environment: Environment) => string | undefined,
  t: Translate,
): ColumnConfig<Environment>[] {
  return [
    {
      id: 'state',
      width: '1.2fr',
      minWidth: 145,
      label: t('list.state'),
      isSortable: true,
      cell: environment => (
        <Cell>
          <EnvironmentStateBadge environment={environment} />
          <ConditionBadges conditions={environment.conditions} />
        </Cell>
      ),
    },
    {
      id: 'name',
      width: '1.6fr',
      minWidth: 125,
      label: t('list.name'),
      isRowHeader: true,
      isSortable: true,
      cell: environment => (
        <CellText title={environment.name} href={hrefOf(environment)} />
      ),
    },
    {
      id: 'expiresAt',
      width: '1.9fr',
      minWidth: 205,
      label: t('list.timeLeft'),
      isSortable: true,
      cell: environment => (
        <Cell>
          <TimeLeft environment={environment} />
        </Cell>
      ),
    },
    {
      id: 'hourlyCost',
      label: t('list.cost'),
      header: () => (
        <Column
          id="hourlyCost"
          allowsSorting
          width="1fr"
          minWidth={122}
          className={styles.costHead}
        >
          {t('list.cost')}
        </Column>
      ),
      cell: ({ cost }) => (
        <Cell className={styles.cost}>
          <Text as="div">
            <MoneyText
              value={cost.hourly}
              period="hour"
              isLowerBound={cost.unpriced.length > 0}
            />
          </Text>
          <Text as="div" color="secondary">
            {t('list.soFar', {
              amount: (
                <MoneyText
                  value={cost.soFar}
                  isLowerBound={cost.unpriced.length > 0}
                />
              ),
            })}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'owner',
      width: '1fr',
      minWidth: 105,
      label: t('list.owner'),
      isSortable: true,
      cell: ({ owner }) => (
        <Cell>
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        </Cell>
      ),
    },
    {
      id: 'blueprint',
      width: '1.3fr',
      minWidth: 120,
      label: t('list.blueprint'),
      isSortable: true,
      cell: ({ blueprint }) => (
        <CellText title={`${blueprint.name}@${blueprint.version}`} />
      ),
    },
    {
      id: 'region',
      width: '1fr',
      minWidth: 105,
      label: t('list.region'),
      isSortable: true,
      cell: ({ region }) => <CellText title={region} />,
    },
    {
      id: 'actions',
      width: 84,
      label: t('list.actions'),
      cell: environment => (
        <Cell>
          <EnvironmentMenu environment={environment} />
        </Cell>
      ),
    },
  ];
}

/** The remaining lease if there is one; otherwise the current operation, or when the environment ended. */
function TimeLeft({ environment }: { environment: Environment }) {
  const t = useText();
  const { state, operation, endedAt, lease } = environment;
  if (isGone(state)) {
    return endedAt ? <RelativeTime value={endedAt} /> : undefined;
  }
  if (isChanging(state) && operation) {
    return <OperationSummary operation={operation} />;
  }
  if (hasCreationFailed(state) && lease.deadline) {
    return (
      <Text>
        {t('list.deleted', { time: <RelativeTime value={lease.deadline} /> })}
      </Text>
    );
  }
  if (hasDeletionFailed(state)) {
    return <Text color="secondary">{t('list.deletionRetried')}</Text>;
  }
  return <LeaseBar environment={environment} />;
}
