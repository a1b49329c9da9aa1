import {
  appTreeApiRef,
  useApiHolder,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { BLUEPRINT_TEMPLATE_TYPE } from 'backstage-plugin-eks-environments-common';
import { createComponentRouteRef } from '../routes';

const OUR_TEMPLATES = new URLSearchParams({
  'filters[kind]': 'template',
  'filters[type]': BLUEPRINT_TEMPLATE_TYPE,
});

/**
 * The URL of the Scaffolder's template list, filtered for the templates of blueprints; undefined without the Scaffolder.
 *
 * @remarks
 *
 * In the new frontend system the list is a subpage, and a redirect to it drops the filters. In the legacy system it is the Scaffolder's
 * root. Only apps on the new system have an app tree.
 */
export function useTemplateListHref(): string | undefined {
  const scaffolder = useRouteRef(createComponentRouteRef)?.();
  const hasSubPages = useApiHolder().get(appTreeApiRef) !== undefined;
  return scaffolder === undefined
    ? undefined
    : `${scaffolder}${hasSubPages ? '/templates' : ''}?${OUR_TEMPLATES}`;
}
