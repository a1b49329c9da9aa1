import {
  BreadcrumbEntry,
  pluginHeaderActionsApiRef,
  useApiHolder,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { PluginHeader } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { fleetReadPermission } from 'backstage-plugin-eks-environments-common';
import type { PropsWithChildren } from 'react';
import { pageId, type MountedPage } from '../mountedPages';
import { useDecidableCount } from '../query';
import { usePageTitle } from '../usePageTitle';
import { usePageRoute } from '../usePageRoute';
import { PauseBanner } from './PauseBanner';
import { SimulatorBanner } from './SimulatorBanner';
import { StaleNotice } from './StaleNotice';

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
  const title = usePageTitle();
  return (
    <BreadcrumbEntry entry={{ label: title('list'), href: root }}>
      <TabbedHeader pages={props.pages} />
      <main>
        <SimulatorBanner />
        <PauseBanner />
        <StaleNotice />
        {props.children}
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

  return (
    <PluginHeader
      title={title('list')}
      icon={<RiServerLine />}
      titleLink={root}
      breadcrumbs={breadcrumbs}
      customActions={customActions}
      tabs={tabs}
    />
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
