/**
 * A parameter of a text: a text or number that is shown as it is, a time (ISO 8601) that is shown in the reader's time zone, or a text with a
 * code of its own.
 *
 * @public
 */
export type TextParameter = string | number | { time: string } | CodedText;

/**
 * A text with the code and the parameters by which clients translate it.
 *
 * @public
 */
export interface CodedText {
  /** Stable, such as `failure.throttled.message`. Omitted: the text is in English only. */
  code?: string;
  params?: Record<string, TextParameter>;
  /** In English. */
  message: string;
}
