import type { OperationFailure } from './failure';

/**
 * What all failures of one kind have in common. Names in braces in the two messages stand for what differs from case to case.
 *
 * @public
 */
export type OperationFailureKind = Omit<
  OperationFailure,
  'cause' | 'code' | 'params'
>;

/**
 * The names in braces of a text.
 *
 * @public
 */
export type FailureBlanks<Text> =
  Text extends `${string}{${infer Name}}${infer Rest}`
    ? Name | FailureBlanks<Rest>
    : never;

/**
 * Makes a failure of one of several kinds.
 *
 * @public
 */
export type FailureFactory<Kinds extends Record<string, OperationFailureKind>> =
  <Kind extends keyof Kinds>(
    kind: Kind,
    given: { cause: string } & Record<
      FailureBlanks<Kinds[Kind]['developerMessage' | 'operatorMessage']>,
      string
    >,
  ) => OperationFailure;

/**
 * Creates a function that makes failures of the given kinds: it takes the kind, the cause, and a value for each name in braces.
 *
 * @remarks
 *
 * The code of a failure is the key of its kind. Its parameters are those of the developer's message; others are for operators only.
 *
 * @public
 */
export function failureFactory<
  Kinds extends Record<string, OperationFailureKind>,
>(kinds: Kinds): FailureFactory<Kinds> {
  return (kind, given) => {
    const { developerMessage, operatorMessage, ...same } = kinds[kind];
    const values = new Map(Object.entries<string>(given));
    const fill = (text: string) =>
      text.replace(/\{(\w+)\}/g, (blank, name) => values.get(name) ?? blank);
    return {
      ...same,
      code: String(kind),
      params: Object.fromEntries(
        [...values].filter(([name]) => developerMessage.includes(`{${name}}`)),
      ),
      cause: given.cause,
      developerMessage: fill(developerMessage),
      operatorMessage: fill(operatorMessage),
    };
  };
}
