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

/** All our pages: without extensions there are none to disable, and none of other plugins. */
export function LegacyRouter() {
  return <Router pages={pages} />;
}
