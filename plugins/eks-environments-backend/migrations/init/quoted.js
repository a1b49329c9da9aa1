// @ts-check

/**
 * The values of a check, as SQL literals.
 *
 * @param {string[]} values
 */
exports.quoted = values => values.map(value => `'${value}'`).join(', ');
