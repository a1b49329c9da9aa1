import { Sidebar, SidebarItem, SidebarPage } from '@backstage/core-components';
import { RiAddCircleLine, RiHome4Line, RiServerLine } from '@remixicon/react';
import type { PropsWithChildren } from 'react';

/** The menu of the portal beside its pages. */
export function PortalSidebar(props: PropsWithChildren<{}>) {
  return (
    <SidebarPage>
      <Sidebar>
        <SidebarItem
          icon={() => <RiServerLine />}
          to="environments"
          text="Environments"
        />
        <SidebarItem
          icon={() => <RiAddCircleLine />}
          to="create"
          text="Create"
        />
        <SidebarItem icon={() => <RiHome4Line />} to="catalog" text="Catalog" />
      </Sidebar>
      {props.children}
    </SidebarPage>
  );
}
