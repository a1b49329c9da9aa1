import type {
  CodedText,
  TextParameter,
} from 'backstage-plugin-eks-environments-node';
import { fromColumn } from '../database';
import { formatTime } from './format';

/** The names between the braces of a text. */
type ParameterOf<TText extends string> =
  TText extends `${string}{${infer TName}}${infer TRest}`
    ? TName | ParameterOf<TRest>
    : never;

type Parameters<TText extends string> = [ParameterOf<TText>] extends [never]
  ? []
  : [params: Record<ParameterOf<TText>, TextParameter>];

/** A text that can be translated. */
export interface ComposedText extends CodedText {
  code: string;
}

/** Composes a text of a table, with its parameters. */
export type ComposeText<TTexts extends Record<string, string>> = <
  TCode extends keyof TTexts & string,
>(
  code: TCode,
  ...[params]: Parameters<TTexts[TCode]>
) => ComposedText;

/**
 * Makes a function that composes texts with codes and parameters from a table of English texts, with the names of parameters in braces.
 *
 * @param prefix - of the codes
 */
export function textsOf<TTexts extends Record<string, string>>(
  prefix: string,
  texts: TTexts,
): ComposeText<TTexts> {
  return (code, ...[params]) => {
    const values: Record<string, TextParameter> | undefined = params;
    return {
      code: `${prefix}.${code}`,
      params: values,
      message: texts[code].replace(/\{(\w+)\}/g, (_, name) =>
        inEnglish(values?.[name] ?? ''),
      ),
    };
  };
}

function inEnglish(value: TextParameter): string {
  if (typeof value !== 'object') {
    return String(value);
  }
  return 'time' in value ? formatTime(fromColumn(value.time)) : value.message;
}
