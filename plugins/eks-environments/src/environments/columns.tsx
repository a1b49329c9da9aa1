import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, Column, Text, type ColumnConfig } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { EnvironmentMenu } from '../actions';
import {
  ConditionBadges,
  EndReason,
  EnvironmentStateBadge,
  MoneyText,
  RelativeTime,
} from '../components';
import { type Translate, useText } from '../translation';
import styles from './columns.module.css';
import { TimeLeft } from './TimeLeft';

type EnvironmentColumn = ColumnConfig<Environment>;

/** What the columns depend on. */
interface ColumnOptions {
  hrefOf: (environment: Environment) => string | undefined;
  t: Translate;
  /** The width of the list in pixels. */
  width: number;
}

/** Below this width of the list in pixels, its rows are cards. */
export const CARD_WIDTH = 520;

/** The width of the list in pixels that a column needs to be shown; the others are always shown. */
const NEEDED_WIDTH: Partial<Record<string, number>> = {
  region: 980,
  blueprint: 980,
  owner: 750,
  hourlyCost: 645,
};

/** Columns of the list; the menu stays where others have no room. Ids of sortable columns are the sort fields of the API. */
export function environmentColumns(
  options: ColumnOptions,
): EnvironmentColumn[] {
  const { t } = options;
  return fitting(options, [
    {
      id: 'state',
      width: '1.2fr',
      minWidth: 130,
      label: t('list.state'),
      isSortable: true,
      cell: environment => (
        <Cell>
          <EnvironmentStateBadge environment={environment} />
          <ConditionBadges conditions={environment.conditions} />
        </Cell>
      ),
    },
    nameColumn(options),
    {
      id: 'expiresAt',
      width: '1.9fr',
      minWidth: 190,
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
        <CostHead id="hourlyCost" isSortable title={t('list.cost')} />
      ),
      cell: ({ cost }) => (
        <Cell className={styles.cost}>
          <CostNow cost={cost} />
        </Cell>
      ),
    },
    ...placeColumns(options),
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
  ]);
}

/** Columns of the list of environments that have ended. */
export function endedColumns(options: ColumnOptions): EnvironmentColumn[] {
  const { t } = options;
  return fitting(options, [
    nameColumn(options),
    {
      id: 'endedAt',
      width: '1.2fr',
      minWidth: 110,
      label: t('list.ended'),
      isSortable: true,
      cell: ({ endedAt }) => (
        <Cell>{endedAt && <RelativeTime value={endedAt} />}</Cell>
      ),
    },
    {
      id: 'why',
      width: '1.8fr',
      minWidth: 140,
      label: t('list.why'),
      cell: environment => (
        <Cell>
          <Text>
            <EndReason environment={environment} />
          </Text>
        </Cell>
      ),
    },
    {
      id: 'totalCost',
      label: t('list.totalCost'),
      header: () => <CostHead id="totalCost" title={t('list.totalCost')} />,
      cell: ({ cost }) => (
        <Cell className={styles.cost}>
          <MoneyText
            value={cost.soFar}
            isLowerBound={cost.unpriced.length > 0}
          />
        </Cell>
      ),
    },
    ...placeColumns(options),
  ]);
}

function fitting(
  { width }: ColumnOptions,
  columns: EnvironmentColumn[],
): EnvironmentColumn[] {
  return columns.filter(({ id }) => width >= (NEEDED_WIDTH[id] ?? 0));
}

function nameColumn({ hrefOf, t }: ColumnOptions): EnvironmentColumn {
  return {
    id: 'name',
    width: '1.6fr',
    minWidth: 120,
    label: t('list.name'),
    isRowHeader: true,
    isSortable: true,
    cell: environment => (
      <CellText title={environment.name} href={hrefOf(environment)} />
    ),
  };
}

/** Whose it is, and where it came from. */
function placeColumns({ t }: ColumnOptions): EnvironmentColumn[] {
  return [
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
  ];
}

/** Figures are aligned at their end, and so is their title. */
function CostHead(props: { id: string; title: string; isSortable?: boolean }) {
  return (
    <Column
      id={props.id}
      allowsSorting={props.isSortable}
      width="1fr"
      minWidth={118}
      className={styles.costHead}
    >
      {props.title}
    </Column>
  );
}

function CostNow({ cost }: Pick<Environment, 'cost'>) {
  const t = useText();
  const isLowerBound = cost.unpriced.length > 0;
  return (
    <>
      <Text as="div">
        <MoneyText
          value={cost.hourly}
          period="hour"
          isLowerBound={isLowerBound}
        />
      </Text>
      <Text as="div" color="secondary">
        {t('list.soFar', {
          amount: <MoneyText value={cost.soFar} isLowerBound={isLowerBound} />,
        })}
      </Text>
    </>
  );
}
