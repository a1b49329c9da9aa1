import type { JSX } from 'react';

/** The names of the default pages. */
export type PageName =
  | 'list'
  | 'environment'
  | 'approvals'
  | 'quotas'
  | 'fleet';

/** A page as an app mounts it: of this or of another plugin. */
export interface MountedPage {
  /** The id of its extension. */
  id: string;
  path: string;
  title: string;
  element: JSX.Element;
}

/** The id of the extension of a default page. */
export function pageId(name: PageName): string {
  return `sub-page:eks-environments/${name}`;
}
