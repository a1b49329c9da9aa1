import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JSX, ReactNode } from 'react';
import { eksEnvironmentsTranslationRef } from './translationRef';

type Key = keyof (typeof eksEnvironmentsTranslationRef)['T'];

/** The key of a message. One that depends on a `count` has several forms and is named without them. */
export type MessageKey = Key extends infer TKey
  ? TKey extends `${infer TBase}_${'one' | 'other'}`
    ? TBase
    : TKey
  : never;

/** The key of what a state is called. */
export type StateLabel = Extract<MessageKey, `state.${string}`>;

/**
 * Gives a text in the reader's language: `t('actions.connect')`. With an element among the values the text is an element.
 *
 * @remarks
 *
 * The type of Backstage also checks the names of the values. For hundreds of messages that takes the compiler more than a minute, so ours checks
 * the keys alone, and a test the values.
 */
export interface Translate {
  (key: MessageKey, values?: Record<string, string | number>): string;
  (key: MessageKey, values: Record<string, ReactNode>): JSX.Element;
}

/** Our texts in the reader's language. */
export function useText(): Translate {
  return useTranslationRef(eksEnvironmentsTranslationRef)
    .t as unknown as Translate;
}
