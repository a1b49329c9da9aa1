/** Characters of a comment or reason. */
export const MAXIMUM_COMMENT = 2000;
