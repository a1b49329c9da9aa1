import { pageId, type MountedPage, type PageName } from './mountedPages';
import { useText } from './translation';
import { pageMessages } from './translation/messages/pages';

const pageNames = Object.keys(pageMessages) as PageName[];

/** The title of a page in the user's language, or the title in the app's config if set. */
export function usePageTitle(): (page: MountedPage | PageName) => string {
  const t = useText();
  return page => {
    if (typeof page === 'string') {
      return t(`pages.${page}`);
    }
    const name = pageNames.find(candidate => pageId(candidate) === page.id);
    return name && page.title === pageMessages[name]
      ? t(`pages.${name}`)
      : page.title;
  };
}
