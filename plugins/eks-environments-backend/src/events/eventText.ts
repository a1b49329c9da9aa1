import type {
  CodedText,
  OperationFailure,
  TextParameter,
} from 'backstage-plugin-eks-environments-node';
import { fromColumn } from '../database';
import { toStorable } from '../util/storableText';
import { asSentence, formatTime } from './format';
import { eventTexts } from './texts';

type Texts = typeof eventTexts;

/** The names between the braces of a text. */
type ParameterOf<TText extends string> =
  TText extends `${string}{${infer TName}}${infer TRest}`
    ? TName | ParameterOf<TRest>
    : never;

type Parameters<TCode extends keyof Texts> = [
  ParameterOf<Texts[TCode]>,
] extends [never]
  ? []
  : [params: Record<ParameterOf<Texts[TCode]>, TextParameter>];

/** Composes a text of the timeline. */
export function eventText<TCode extends keyof Texts>(
  code: TCode,
  ...[params]: Parameters<TCode>
): CodedText {
  const values: Record<string, TextParameter> | undefined = params;
  return {
    code: `event.${code}`,
    params: values,
    message: eventTexts[code].replace(/\{(\w+)\}/g, (_, name) =>
      inEnglish(values?.[name] ?? ''),
    ),
  };
}

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

function inEnglish(value: TextParameter): string {
  if (typeof value !== 'object') {
    return String(value);
  }
  return 'time' in value ? formatTime(fromColumn(value.time)) : value.message;
}
