import { Container, Header } from '@backstage/ui';
import { NewEnvironmentButton } from '../components';
import { EnvironmentList } from './EnvironmentList';
import { ListFilters } from './ListFilters';
import { UsageSummary } from './UsageSummary';
import { useListState } from './listState';

/** The environments that concern the signed-in person. */
export function EnvironmentsPage() {
  const [state, update] = useListState();
  return (
    <>
      <Header title="Environments" customActions={<NewEnvironmentButton />} />
      <Container pb="6">
        <UsageSummary scope={state.scope} />
        <ListFilters state={state} onChange={update} />
        <EnvironmentList state={state} onChange={update} />
      </Container>
    </>
  );
}
