import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import type { PropsWithChildren } from 'react';
import { useDecidableCount } from '../query';
import { approvalsRouteRef, quotasRouteRef, rootRouteRef } from '../routes';
import { SimulatorBanner } from './SimulatorBanner';

/**
 * The frame of all our pages: the portal's header with our tabs, and the banner. Each page brings its own `Header` and
 * `Container`.
 */
export function PluginPage(props: PropsWithChildren<{}>) {
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  const approvals = useRouteRef(approvalsRouteRef)?.() ?? '';
  const quotas = useRouteRef(quotasRouteRef)?.() ?? '';
  const waiting = useDecidableCount();
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('eks-environments');

  return (
    <PageLayout
      title="Environments"
      icon={<RiServerLine />}
      titleLink={root}
      headerActions={headerActions}
      tabs={[
        { id: 'environments', label: 'Environments', href: root },
        {
          id: 'approvals',
          label: waiting ? `Approvals (${waiting})` : 'Approvals',
          href: approvals,
        },
        { id: 'quotas', label: 'Quotas', href: quotas },
      ]}
    >
      <SimulatorBanner />
      {props.children}
    </PageLayout>
  );
}
