import { Container, Header, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useText } from '../translation';
import { approvalViews, waitingView } from './approvalViews';
import { BeginningView } from './BeginningView';
import { RequestBrowser } from './RequestBrowser';

/** Requests: what waits for the signed-in person's decision, their own, and what was decided. */
export function ApprovalsPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const chosen = approvalViews.find(({ id }) => id === params.get('view'));
  // A link of a mail names a request alone: one to decide on.
  if (!chosen && !params.has('request')) {
    return <BeginningView />;
  }
  const view = chosen ?? waitingView;

  return (
    <>
      <Header title={t('pages.approvals')} />
      <Container pb="6">
        <Tabs
          selectedKey={view.id}
          onSelectionChange={id => setParams({ view: String(id) })}
        >
          <TabList aria-label={t('approvals.requests')}>
            {approvalViews.map(({ id }) => (
              <Tab key={id} id={id}>
                {t(`approvals.view.${id}`)}
              </Tab>
            ))}
          </TabList>
          {approvalViews.map(({ id }) => (
            <TabPanel key={id} id={id}>
              <RequestBrowser key={view.id} view={view} />
            </TabPanel>
          ))}
        </Tabs>
      </Container>
    </>
  );
}
