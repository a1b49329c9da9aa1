import { Container } from '@backstage/ui';
import { NewEnvironmentButton, PageHeader } from '../components';
import { useText } from '../translation';
import { EnvironmentList } from './EnvironmentList';
import styles from './EnvironmentsPage.module.css';
import { ListFilters } from './ListFilters';
import { UsageSummary } from './UsageSummary';
import { useListState } from './listState';
import { ViewToggle } from './ViewToggle';

/** The environments that are relevant to the signed-in user. */
export function EnvironmentsPage() {
  const t = useText();
  const [state, update] = useListState();
  return (
    <>
      <PageHeader
        title={t('pages.list')}
        customActions={<NewEnvironmentButton />}
      />
      <Container pb="6">
        <div className={styles.overview}>
          <UsageSummary scope={state.scope} />
          <ViewToggle
            view={state.view}
            onChange={view => update({ view, offset: state.offset })}
          />
        </div>
        <ListFilters state={state} onChange={update} />
        <EnvironmentList state={state} onChange={update} />
      </Container>
    </>
  );
}
