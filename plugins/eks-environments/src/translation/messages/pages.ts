/** Titles of the pages. */
export const pageMessages = {
  list: 'Environments',
  environment: 'Environment',
  approvals: 'Approvals',
  quotas: 'Quotas',
  fleet: 'Fleet',
} as const;
