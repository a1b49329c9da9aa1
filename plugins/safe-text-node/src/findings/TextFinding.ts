/**
 * A reason to refuse a template, its values or a YAML document.
 *
 * @public
 */
export type TextFinding = {
  severity: 'error';
  /** Stable identifier of the rule, such as `value-missing`. */
  code: string;
  /** One sentence: what is wrong and what would be right. */
  message: string;
  /** Path in the document, such as `items[0].name`. */
  path?: string;
  /** The name of the template's value that is wrong, if known. */
  parameter?: string;
};

/**
 * The refusal of a text, with every reason that was found.
 *
 * @public
 */
export type RefusedText = { kind: 'refused'; findings: TextFinding[] };
