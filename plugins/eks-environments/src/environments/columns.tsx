import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Column, Text, type ColumnConfig } from '@backstage/ui';
import {
  type Environment,
  isChanging,
  isGone,
} from 'backstage-plugin-eks-environments-common';
import { EnvironmentMenu } from '../actions';
import {
  EnvironmentStateBadge,
  HealthBadge,
  LeaseBar,
  MoneyText,
  RelativeTime,
} from '../components';
import styles from './columns.module.css';
import { OperationSummary } from './OperationSummary';

/**
 * Columns of the list; what a narrow page has no room for is at the end. Ids of sortable ones are what the API sorts by.
 */
export function environmentColumns(
  hrefOf: (environment: Environment) => string | undefined,
): ColumnConfig<Environment>[] {
  return [
    {
      id: 'state',
      width: '1.2fr',
      minWidth: 145,
      label: 'State',
      isSortable: true,
      cell: environment => (
        <Cell>
          <EnvironmentStateBadge environment={environment} />
          <HealthBadge health={environment.health} />
        </Cell>
      ),
    },
    {
      id: 'name',
      width: '1.6fr',
      minWidth: 125,
      label: 'Name',
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
      label: 'Time left',
      isSortable: true,
      cell: environment => (
        <Cell>
          <TimeLeft environment={environment} />
        </Cell>
      ),
    },
    {
      id: 'hourlyCost',
      label: 'Cost',
      header: () => (
        <Column
          id="hourlyCost"
          allowsSorting
          width="1fr"
          minWidth={122}
          className={styles.costHead}
        >
          Cost
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
            <MoneyText
              value={cost.soFar}
              isLowerBound={cost.unpriced.length > 0}
            />{' '}
            so far
          </Text>
        </Cell>
      ),
    },
    {
      id: 'owner',
      width: '1fr',
      minWidth: 105,
      label: 'Owner',
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
      label: 'Blueprint',
      isSortable: true,
      cell: ({ blueprint }) => (
        <CellText title={`${blueprint.name}@${blueprint.version}`} />
      ),
    },
    {
      id: 'region',
      width: '1fr',
      minWidth: 105,
      label: 'Region',
      isSortable: true,
      cell: ({ region }) => <CellText title={region} />,
    },
    {
      id: 'actions',
      width: 84,
      label: 'Actions',
      cell: environment => (
        <Cell>
          <EnvironmentMenu environment={environment} />
        </Cell>
      ),
    },
  ];
}

/** The lease where there is one; else what the engine is doing, or when it ended. */
function TimeLeft({ environment }: { environment: Environment }) {
  const { state, operation, endedAt, lease } = environment;
  if (isGone(state)) {
    return endedAt ? <RelativeTime value={endedAt} /> : undefined;
  }
  if (isChanging(state) && operation) {
    return <OperationSummary operation={operation} />;
  }
  if (state === 'ProvisioningFailed' && lease.deadline) {
    return (
      <Text>
        Deleted <RelativeTime value={lease.deadline} />
      </Text>
    );
  }
  if (state === 'DeprovisioningFailed' || state === 'Quarantined') {
    return <Text color="secondary">Its deletion is tried again</Text>;
  }
  return <LeaseBar environment={environment} />;
}
