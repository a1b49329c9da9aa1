import { lazy } from 'react';
import { pageId, type PageName } from '../mountedPages';
import { pageDefinitions } from '../pages';
import { Router } from '../Router';

const pages = Object.entries(pageDefinitions).map(
  ([name, { path, title, loader }]) => {
    const Page = lazy(() =>
      loader().then(element => ({ default: () => element })),
    );
    return { id: pageId(name as PageName), path, title, element: <Page /> };
  },
);

/** All default pages: without extensions, none can be disabled or added by other plugins. */
export function LegacyRouter() {
  return <Router pages={pages} />;
}
