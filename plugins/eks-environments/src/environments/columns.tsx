import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Text, type ColumnConfig } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EnvironmentMenu } from '../actions';
import {
  EnvironmentStateBadge,
  LeaseBar,
  MoneyText,
  RelativeTime,
} from '../components';
import { isChanging, isGone } from '../states';
import { OperationSummary } from './OperationSummary';

/** Columns of the list. Ids of sortable ones are what the API sorts by. */
export function environmentColumns(
  hrefOf: (environment: Environment) => string,
): ColumnConfig<Environment>[] {
  return [
    {
      id: 'state',
      label: 'State',
      isSortable: true,
      cell: environment => (
        <Cell>
          <EnvironmentStateBadge environment={environment} />
        </Cell>
      ),
    },
    {
      id: 'name',
      label: 'Name',
      isRowHeader: true,
      isSortable: true,
      cell: environment => (
        <CellText title={environment.name} href={hrefOf(environment)} />
      ),
    },
    {
      id: 'blueprint',
      label: 'Blueprint',
      isSortable: true,
      cell: ({ blueprint }) => (
        <CellText title={`${blueprint.name}@${blueprint.version}`} />
      ),
    },
    {
      id: 'owner',
      label: 'Owner',
      isSortable: true,
      cell: ({ owner }) => (
        <Cell>
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        </Cell>
      ),
    },
    {
      id: 'region',
      label: 'Region',
      isSortable: true,
      cell: ({ region }) => <CellText title={region} />,
    },
    {
      id: 'expiresAt',
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
      isSortable: true,
      cell: ({ cost }) => (
        <Cell>
          <Text>
            <MoneyText value={cost.hourly} period="hour" />
          </Text>{' '}
          <Text color="secondary">
            <MoneyText value={cost.soFar} /> so far
          </Text>
        </Cell>
      ),
    },
    {
      id: 'actions',
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
        deleted <RelativeTime value={lease.deadline} />
      </Text>
    );
  }
  return <LeaseBar environment={environment} />;
}
