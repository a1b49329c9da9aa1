import { actionMessages } from './messages/actions';
import { pageMessages } from './messages/pages';

/** Every text of the pages, by area. */
export const messages = {
  actions: actionMessages,
  pages: pageMessages,
} as const;
