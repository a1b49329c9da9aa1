/*
 * Size limits of a document. The largest in practice have a few hundred lines; a cluster of thirty node groups with all defaults written
 * out has two thousand values.
 */

/** Characters of a template, of the text rendered from it, and of a document. */
export const MAXIMUM_LENGTH = 128 * 1024;

/** Maps, lists and scalars of a document, with aliases expanded. */
export const MAXIMUM_NODES = 10_000;

/** Nesting depth of maps and lists. */
export const MAXIMUM_DEPTH = 40;

/** The same in the syntax of a YAML text, where keys may be nested, too. Far below the limit of the stack. */
export const MAXIMUM_SYNTAX_DEPTH = 100;

/** Go's YAML parser finds no key longer than 1,024 characters, including quotes and escapes. */
export const MAXIMUM_KEY_LENGTH = 1_000;

/**
 * Maximum number of reported problems.
 * @public
 */
export const MAXIMUM_FINDINGS = 50;
