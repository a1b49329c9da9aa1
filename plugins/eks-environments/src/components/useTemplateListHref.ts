import {
  appTreeApiRef,
  useApiHolder,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { createComponentRouteRef } from '../routes';

const OUR_TEMPLATES = new URLSearchParams({
  'filters[kind]': 'template',
  'filters[type]': 'environment',
});

/**
 * The address of the Scaffolder's list of templates, filtered for ours; undefined without the Scaffolder.
 *
 * @remarks
 *
 * The list is a sub page in the new frontend system, and a redirect to it drops the filters. In the legacy system it is the Scaffolder's root. Only
 * apps on the new system have an app tree.
 */
export function useTemplateListHref(): string | undefined {
  const scaffolder = useRouteRef(createComponentRouteRef)?.();
  const hasSubPages = useApiHolder().get(appTreeApiRef) !== undefined;
  return scaffolder === undefined
    ? undefined
    : `${scaffolder}${hasSubPages ? '/templates' : ''}?${OUR_TEMPLATES}`;
}
