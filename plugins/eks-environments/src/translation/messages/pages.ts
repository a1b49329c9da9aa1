/** Titles of the pages. */
export const pageMessages = {
  list: 'Environments',
  environment: 'Environment',
  approvals: 'Approvals',
  quotas: 'Quotas',
  fleet: 'Fleet',
  zone: 'All times are in {{zone}}.',
} as const;
