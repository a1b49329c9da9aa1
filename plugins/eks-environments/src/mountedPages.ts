import type { JSX } from 'react';

/** The names of our pages. */
export type PageName =
  | 'list'
  | 'environment'
  | 'approvals'
  | 'quotas'
  | 'fleet';

/** A page as an app mounts it: ours, or another plugin's. */
export interface MountedPage {
  /** The id of its extension. */
  id: string;
  path: string;
  title: string;
  element: JSX.Element;
}

/** The id of the extension of one of our pages. */
export function pageId(name: PageName): string {
  return `sub-page:eks-environments/${name}`;
}
