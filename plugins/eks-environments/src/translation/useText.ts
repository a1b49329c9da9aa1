import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JSX, ReactNode } from 'react';
import { eksEnvironmentsTranslationRef } from './translationRef';

type Key = keyof (typeof eksEnvironmentsTranslationRef)['T'];

/** The key of a message. A message that depends on a `count` has several forms; its key omits the suffix. */
export type MessageKey = Key extends infer TKey
  ? TKey extends `${infer TBase}_${'one' | 'other'}`
    ? TBase
    : TKey
  : never;

/** The key of a state's label. */
export type StateLabel = Extract<MessageKey, `state.${string}`>;

/**
 * Returns a text in the user's language: `t('actions.connect')`. If one of the values is an element, the text is an element.
 *
 * @remarks
 *
 * Backstage's own type also checks the names of the values. For hundreds of messages that takes the compiler more than a minute, so this
 * type checks only the keys, and a test checks the values.
 */
export interface Translate {
  (key: MessageKey, values?: Record<string, string | number>): string;
  (key: MessageKey, values: Record<string, ReactNode>): JSX.Element;
}

/** The texts in the user's language. */
export function useText(): Translate {
  return useTranslationRef(eksEnvironmentsTranslationRef)
    .t as unknown as Translate;
}
