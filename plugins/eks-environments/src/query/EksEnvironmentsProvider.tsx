import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { queryClientApiRef } from './queryClient';
import { useRefetchOnChange } from './useRefetchOnChange';

/** Wraps each root component of the plugin: pages, cards, tabs, menu items and form fields. */
export function EksEnvironmentsProvider(props: PropsWithChildren<{}>) {
  return (
    <QueryClientProvider client={useApi(queryClientApiRef)}>
      <RefetchOnChange />
      {props.children}
    </QueryClientProvider>
  );
}

function RefetchOnChange() {
  useRefetchOnChange();
  return undefined;
}
