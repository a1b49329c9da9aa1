/** The id of the operation type that deletes environments. */
export const DELETE = 'delete';
