/*
 * How large a config may be. The largest that people use have a few hundred lines; eksctl's own dry run of thirty node groups has two
 * thousand values.
 */

/** Characters of a template, of the text rendered from it, and of a config. */
export const MAXIMUM_LENGTH = 128 * 1024;

/** Maps, lists and scalars of a config, with what aliases repeat. */
export const MAXIMUM_NODES = 10_000;

/** Maps and lists inside of each other. */
export const MAXIMUM_DEPTH = 40;

/** The same in the syntax of a YAML text, where keys may nest, too. Far from what overflows a stack. */
export const MAXIMUM_SYNTAX_DEPTH = 100;

/** Go's YAML reader finds no key that is longer than 1,024 characters, quotes and escapes included. */
export const MAXIMUM_KEY_LENGTH = 1_000;

/** Problems that are told at once. */
export const MAXIMUM_FINDINGS = 50;
