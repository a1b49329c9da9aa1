import type {
  CodedText,
  OperationFailure,
  TextParameter,
} from 'backstage-plugin-eks-environments-node';
import { toStorable } from '../util/storableText';
import { asSentence } from './format';
import { eventTexts } from './texts';
import { type ComposeText, textsOf } from './textsOf';

/** Composes a text of the timeline. */
export const eventText: ComposeText<typeof eventTexts> = textsOf(
  'event',
  eventTexts,
);

/** Adds what is not healthy although the environment is usable. */
export function withProblems(
  event: CodedText,
  problems: readonly string[] = [],
): CodedText {
  return problems.length === 0
    ? event
    : eventText('with-problems', { event, problems: problems.join('. ') });
}

/** Adds the reason of a person, if there is one. */
export function withReason(
  event: CodedText,
  reason: string | undefined,
): CodedText {
  return reason ? eventText('with-reason', { event, reason }) : event;
}

/** What a failure means for the developer. */
export function failureText({
  code,
  params,
  developerMessage,
}: Pick<OperationFailure, 'code' | 'params' | 'developerMessage'>): CodedText {
  return {
    code: code && `failure.${code}.message`,
    params,
    message: asSentence(developerMessage),
  };
}

/** A text that may come from a module, without what databases cannot store. */
export function toStorableText<TText extends CodedText>(text: TText): TText {
  return {
    ...text,
    message: toStorable(text.message),
    params: text.params && storableParameters(text.params),
  };
}

function storableParameters(
  params: Record<string, TextParameter>,
): Record<string, TextParameter> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'string') {
        return [name, toStorable(value)];
      }
      return [
        name,
        typeof value === 'object' && 'message' in value
          ? toStorableText(value)
          : value,
      ];
    }),
  );
}
