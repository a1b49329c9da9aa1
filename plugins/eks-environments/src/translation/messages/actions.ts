/** What can be done with an environment. */
export const actionMessages = {
  connect: 'Connect',
  extend: 'Extend',
  extendLease: 'Extend lease',
  retry: 'Try again',
  cancel: 'Cancel creation',
  delete: 'Delete',
  deleteEnvironment: 'Delete environment',
  menu: 'Actions for {{name}}',
  notPossible: 'Not possible now.',
} as const;
