import {
  BreadcrumbEntry,
  pluginHeaderActionsApiRef,
  useApiHolder,
  useBreadcrumbEntries,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { PluginHeader } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { fleetReadPermission } from 'backstage-plugin-eks-environments-common';
import type { PropsWithChildren } from 'react';
import { useDecidableCount } from '../query';
import {
  approvalsRouteRef,
  fleetRouteRef,
  quotasRouteRef,
  rootRouteRef,
} from '../routes';
import { PauseBanner } from './PauseBanner';
import { SimulatorBanner } from './SimulatorBanner';

const TITLE = 'Environments';

/**
 * The frame of all our pages: the portal's header with our tabs, and the banners. Each page brings its own `Header` and
 * `Container`.
 *
 * @remarks
 *
 * Not the swappable `PageLayout`: in Backstage 1.55 it mounts its children anew each time its props change
 * (`DefaultSwappableComponentsApi.getComponent` makes a component for each render), so a new count on a tab would close
 * dialogs and begin the log again.
 */
export function PluginPage(props: PropsWithChildren<{}>) {
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  return (
    <BreadcrumbEntry entry={{ label: TITLE, href: root }}>
      <TabbedHeader />
      <main>
        <SimulatorBanner />
        <PauseBanner />
        {props.children}
      </main>
    </BreadcrumbEntry>
  );
}

function TabbedHeader() {
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  const approvals = useRouteRef(approvalsRouteRef)?.() ?? '';
  const quotas = useRouteRef(quotasRouteRef)?.() ?? '';
  const fleet = useRouteRef(fleetRouteRef)?.() ?? '';
  const { allowed: seesFleet } = usePermission({
    permission: fleetReadPermission,
  });
  const waiting = useDecidableCount();
  const { items: breadcrumbs } = useBreadcrumbEntries();
  // Apps on the legacy frontend system have no header actions.
  const customActions = useApiHolder()
    .get(pluginHeaderActionsApiRef)
    ?.getPluginHeaderActions('eks-environments');

  return (
    <PluginHeader
      title={TITLE}
      icon={<RiServerLine />}
      titleLink={root}
      breadcrumbs={breadcrumbs}
      customActions={customActions}
      tabs={[
        {
          id: 'environments',
          label: 'Environments',
          href: root,
          matchStrategy: 'prefix',
        },
        {
          id: 'approvals',
          label: waiting ? `Approvals (${waiting})` : 'Approvals',
          href: approvals,
          matchStrategy: 'prefix',
        },
        {
          id: 'quotas',
          label: 'Quotas',
          href: quotas,
          matchStrategy: 'prefix',
        },
        ...(seesFleet
          ? [
              {
                id: 'fleet',
                label: 'Fleet',
                href: fleet,
                matchStrategy: 'prefix' as const,
              },
            ]
          : []),
      ]}
    />
  );
}
