import { compatWrapper } from '@backstage/core-compat-api';
import type { ReactNode } from 'react';
import { PageRoutesContext } from '../usePageRoute';
import { legacyPageRoutes } from './routes';

/**
 * Provides the components with what they need in an app on the legacy frontend system: routing, icons and components, and the routes of
 * the pages.
 */
export function legacyWrapper(element: ReactNode) {
  return compatWrapper(
    <PageRoutesContext.Provider value={legacyPageRoutes}>
      {element}
    </PageRoutesContext.Provider>,
  );
}
