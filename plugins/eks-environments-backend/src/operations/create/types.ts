/** The id of the operation type that creates environments. */
export const CREATE = 'create';
