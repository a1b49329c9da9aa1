import { Container, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { PageHeader } from '../components';
import { useText } from '../translation';
import styles from './ApprovalsPage.module.css';
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
    <div
      className={styles.page}
      data-shows={params.get('request') && 'request'}
    >
      <div className={styles.overview}>
        <PageHeader title={t('pages.approvals')} />
      </div>
      <Container pb="6">
        <Tabs
          selectedKey={view.id}
          onSelectionChange={id => setParams({ view: String(id) })}
        >
          <div className={styles.overview}>
            <TabList aria-label={t('approvals.requests')}>
              {approvalViews.map(({ id }) => (
                <Tab key={id} id={id}>
                  {t(`approvals.view.${id}`)}
                </Tab>
              ))}
            </TabList>
          </div>
          {approvalViews.map(({ id }) => (
            <TabPanel key={id} id={id}>
              <RequestBrowser key={view.id} view={view} />
            </TabPanel>
          ))}
        </Tabs>
      </Container>
    </div>
  );
}
