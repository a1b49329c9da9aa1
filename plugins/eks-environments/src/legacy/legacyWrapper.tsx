import { compatWrapper } from '@backstage/core-compat-api';
import type { ReactNode } from 'react';
import { PageRoutesContext } from '../usePageRoute';
import { legacyPageRoutes } from './routes';

/** Gives our components what they need in an app on the legacy frontend system: routing, icons and components, and the routes of our pages. */
export function legacyWrapper(element: ReactNode) {
  return compatWrapper(
    <PageRoutesContext.Provider value={legacyPageRoutes}>
      {element}
    </PageRoutesContext.Provider>,
  );
}
