/*
 * Size limits of a config. The largest in practice have a few hundred lines; eksctl's dry run of thirty node groups has two thousand
 * values.
 */

/** Characters of a template, of the text rendered from it, and of a config. */
export const MAXIMUM_LENGTH = 128 * 1024;

/** Maps, lists and scalars of a config, with aliases expanded. */
export const MAXIMUM_NODES = 10_000;

/** Nesting depth of maps and lists. */
export const MAXIMUM_DEPTH = 40;

/** The same in the syntax of a YAML text, where keys may be nested, too. Far below the limit of the stack. */
export const MAXIMUM_SYNTAX_DEPTH = 100;

/** Go's YAML parser finds no key longer than 1,024 characters, including quotes and escapes. */
export const MAXIMUM_KEY_LENGTH = 1_000;

/** Maximum number of reported problems. */
export const MAXIMUM_FINDINGS = 50;
