import {
  BreadcrumbEntry,
  pluginHeaderActionsApiRef,
  useApiHolder,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { useContent } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { PluginHeader, Text } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { fleetReadPermission } from 'backstage-plugin-eks-environments-common';
import { useRef, type PropsWithChildren, type RefObject } from 'react';
import { pageId, type MountedPage } from '../mountedPages';
import { formatZone } from '../format';
import { useDecidableCount } from '../query';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { usePageRoute } from '../usePageRoute';
import { PauseBanner } from './PauseBanner';
import styles from './PluginPage.module.css';
import { SimulatorBanner } from './SimulatorBanner';
import { StaleNotice } from './StaleNotice';
import { useTabsControl } from './useTabsControl';

const CONTENT_ID = 'eks-environments-content';

/**
 * The frame of all pages of the plugin: the portal's header with a tab for each page, and the banners. Each page has its own `Header` and
 * `Container`.
 *
 * @remarks
 *
 * Not the swappable `PageLayout`: in Backstage 1.55 it remounts its children each time its props change
 * (`DefaultSwappableComponentsApi.getComponent` creates a component for each render), so a new count on a tab would close dialogs and
 * restart the log.
 */
export function PluginPage(props: PropsWithChildren<{ pages: MountedPage[] }>) {
  const root = usePageRoute('root') ?? '';
  const t = useText();
  const title = usePageTitle();
  const { contentRef } = useContent();
  return (
    <BreadcrumbEntry entry={{ label: title('list'), href: root }}>
      <TabbedHeader pages={props.pages} />
      <main
        id={CONTENT_ID}
        // The sidebar's link "Skip to content" focuses it.
        ref={contentRef as RefObject<HTMLElement> | undefined}
        tabIndex={-1}
        className={styles.content}
      >
        <SimulatorBanner />
        <PauseBanner />
        <StaleNotice />
        {props.children}
        <footer className={styles.zone}>
          <Text variant="body-small" color="secondary">
            {t('pages.zone', { zone: formatZone() })}
          </Text>
        </footer>
      </main>
    </BreadcrumbEntry>
  );
}

/** Whether a page has a tab: one with a parameter in its path is reached from another page. */
export function isTab({ path }: MountedPage): boolean {
  return !path.includes(':');
}

function TabbedHeader({ pages }: { pages: MountedPage[] }) {
  const root = usePageRoute('root') ?? '';
  const title = usePageTitle();
  const tabs = useTabs(pages, root);
  const { items: breadcrumbs } = useBreadcrumbEntries();
  // Apps on the legacy frontend system have no header actions.
  const customActions = useApiHolder()
    .get(pluginHeaderActionsApiRef)
    ?.getPluginHeaderActions('eks-environments');

  const header = useRef<HTMLElement>(null);
  useTabsControl(header, CONTENT_ID);
  return (
    <header ref={header}>
      <PluginHeader
        title={title('list')}
        icon={<RiServerLine />}
        titleLink={root}
        breadcrumbs={breadcrumbs}
        customActions={customActions}
        tabs={tabs}
      />
    </header>
  );
}

function useTabs(pages: MountedPage[], root: string) {
  const title = usePageTitle();
  const { allowed: seesFleet } = usePermission({
    permission: fleetReadPermission,
  });
  const waiting = useDecidableCount();
  return pages
    .filter(isTab)
    .filter(({ id }) => seesFleet || id !== pageId('fleet'))
    .map(page => ({
      id: page.id,
      label:
        waiting && page.id === pageId('approvals')
          ? `${title(page)} (${waiting})`
          : title(page),
      href: page.path === '' ? root : `${root}/${page.path}`,
      matchStrategy: 'prefix' as const,
    }));
}
