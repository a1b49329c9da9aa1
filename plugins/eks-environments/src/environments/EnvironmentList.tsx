import { Button, Table, TablePagination } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useMemo, useRef } from 'react';
import {
  EmptyState,
  NewEnvironmentButton,
  RequestError,
  SkeletonRows,
} from '../components';
import { useEnvironments } from '../query';
import { useEnvironmentRoute } from '../usePageRoute';
import { useText } from '../translation';
import { useWidth } from '../useWidth';
import { CARD_WIDTH, endedColumns, environmentColumns } from './columns';
import { EnvironmentCards } from './EnvironmentCards';
import {
  isFiltered,
  pageSizes,
  toQuery,
  type ListState,
  type SortField,
} from './listState';
import { Timeline } from './Timeline';

/** One page of the list, as a table, as cards, or as bars on a time axis. */
export function EnvironmentList(props: {
  state: ListState;
  onChange(change: Partial<ListState>): void;
}) {
  const t = useText();
  const { state, onChange } = props;
  const { data, error, refetch, isPlaceholderData } = useEnvironments(
    toQuery(state),
  );
  const route = useEnvironmentRoute();
  const hrefOf = useMemo(
    () => (environment: Environment) => route?.({ id: environment.id }),
    [route],
  );
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const columnsOf = state.ended ? endedColumns : environmentColumns;
  const columns = useMemo(
    () => columnsOf({ hrefOf, t, width }),
    [columnsOf, hrefOf, t, width],
  );

  if (error && !data) {
    return (
      <RequestError what={t('list.the')} error={error} onRetry={refetch} />
    );
  }
  return (
    <div ref={root}>
      {state.view === 'timeline' || width < CARD_WIDTH ? (
        <EnvironmentPictures state={state} page={data} onChange={onChange} />
      ) : (
        <Table
          columnConfig={columns}
          data={data?.items}
          isPending={!data}
          isStale={isPlaceholderData}
          pagination={{
            type: 'page',
            ...paginationOf(state, data?.totalItems ?? 0, onChange),
          }}
          sort={{
            descriptor: {
              column: state.sort.field,
              direction:
                state.sort.direction === 'asc' ? 'ascending' : 'descending',
            },
            onSortChange: ({ column, direction }) =>
              onChange({
                sort: {
                  field: column as SortField,
                  direction: direction === 'ascending' ? 'asc' : 'desc',
                },
              }),
          }}
          emptyState={<NothingHere state={state} onChange={onChange} />}
        />
      )}
    </div>
  );
}

/** The environments as bars on a time axis, or as cards. */
function EnvironmentPictures(props: {
  state: ListState;
  page: { items: Environment[]; totalItems: number } | undefined;
  onChange(change: Partial<ListState>): void;
}) {
  const { state, page, onChange } = props;
  if (!page) {
    return <SkeletonRows rows={state.pageSize} />;
  }
  if (page.items.length === 0) {
    return <NothingHere state={state} onChange={onChange} />;
  }
  return (
    <>
      {state.view === 'timeline' ? (
        <Timeline environments={page.items} />
      ) : (
        <EnvironmentCards environments={page.items} />
      )}
      <TablePagination {...paginationOf(state, page.totalItems, onChange)} />
    </>
  );
}

function paginationOf(
  state: ListState,
  totalCount: number,
  onChange: (change: Partial<ListState>) => void,
) {
  const { offset, pageSize } = state;
  return {
    offset,
    pageSize,
    totalCount,
    pageSizeOptions: pageSizes,
    hasPreviousPage: offset > 0,
    hasNextPage: offset + pageSize < totalCount,
    onPreviousPage: () => onChange({ offset: Math.max(0, offset - pageSize) }),
    onNextPage: () => onChange({ offset: offset + pageSize }),
    onPageSizeChange: (size: number) => onChange({ pageSize: size }),
  };
}

function NothingHere(props: {
  state: ListState;
  onChange(change: Partial<ListState>): void;
}) {
  const t = useText();
  const { state, onChange } = props;
  if (isFiltered(state) || state.offset > 0) {
    return (
      <EmptyState
        title={t('list.nothingMatches')}
        description={t('list.nothingMatchesMeaning')}
        action={
          <Button
            variant="secondary"
            onPress={() =>
              onChange({
                text: '',
                states: [],
                blueprint: undefined,
                region: undefined,
              })
            }
          >
            {t('list.clearFilters')}
          </Button>
        }
      />
    );
  }
  if (state.ended) {
    return (
      <EmptyState
        title={t('list.nothingEnded')}
        description={t('list.nothingEndedMeaning')}
      />
    );
  }
  return (
    <EmptyState
      title={t('list.empty')}
      description={t('list.emptyMeaning')}
      action={<NewEnvironmentButton />}
    />
  );
}
