import { Container, Header, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useText } from '../translation';
import { approvalViews, waitingView } from './approvalViews';
import { BeginningView } from './BeginningView';
import { RequestBrowser } from './RequestBrowser';

/** Requests: those pending the user's decision, the user's own, and decided ones. */
export function ApprovalsPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const chosen = approvalViews.find(({ id }) => id === params.get('view'));
  // A link in a mail contains only the request, which is pending a decision.
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
