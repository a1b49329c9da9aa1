/** Texts of the timeline, as docs/reference/codes.md has them. */
export const eventMessages = {
  approved: 'Approved',
  'approved-by-policy': 'Approved by policy',
  'approval-given': 'Approved, {{given}} of {{quorum}}',
  'attempt-failed': 'Attempt {{attempt}} failed; retrying. {{failure}}',
  'without-hook':
    '{{event}} (settled without the hook of its type, which failed; see the log of the backend)',
  'cancelled-before-creation': 'Cancelled before anything was created',
  'creation-cancelled': 'Creation cancelled',
  'creation-deadline-passed':
    'Deletion requested: the failed creation was not retried before its deadline',
  'creation-failed': 'Creation failed. {{failure}}',
  'creation-started': 'Creation started',
  'creation-waited-too-long':
    'Creation cancelled: its resources cost money, and it was not retried before its deadline',
  deleted:
    'Deleted; the sweep found no leftovers (resource types searched: {{types}})',
  'deletion-failed': 'Deletion failed. {{failure}} {{counted}}',
  'deletion-requested': 'Deletion requested',
  'deletion-retried': 'Deletion retried automatically',
  'deletion-started': 'Deletion started',
  denied: 'Denied',
  'finding-raised': '{{account}}, {{region}}: {{finding}}',
  'grace-ended': 'Deletion requested: the grace period of the lease has ended',
  hibernated: 'Hibernated; no node is left',
  'hibernation-failed': 'Hibernation failed. {{failure}}',
  'hibernation-requested': 'Hibernation requested',
  imported: 'Imported {{resource}}, which already existed',
  'lease-ended':
    'The lease has ended; the environment will be deleted on {{deletion}}',
  'lease-ends': 'The lease ends on {{end}}',
  'lease-extended': 'The lease now ends on {{end}}',
  'lease-started': 'The lease runs until {{end}}',
  'leftovers-free':
    'The leftovers cost nothing, so cost and capacity no longer count',
  'leftovers-unknown':
    'Cost and quota still count, because the leftovers are not known',
  'leftovers-unpriced':
    'Cost and capacity no longer count; the price of the leftovers is unknown',
  'limit-removed':
    'The limit "{{dimension}}" for {{scope}} is the configured one again',
  'limit-set': 'The limit "{{dimension}}" for {{scope}} is {{limit}}',
  'operation-cancelled': '{{operation}} was cancelled',
  'operation-failed': '{{operation}} failed. {{failure}}',
  'operation-queued': '{{operation}} was queued',
  'operation-retried':
    '{{operation}}: attempt {{attempt}} failed; retrying. {{failure}}',
  'operation-started': '{{operation}} started',
  'operation-succeeded': '{{operation}} succeeded',
  'operations-paused': '{{operations}} paused',
  'operations-resumed': '{{operations}} resumed',
  'orphan-deleted': 'Deletion requested: no environment had recorded it',
  queued: 'Queued',
  resumed: 'Resumed; the nodes are ready',
  'resumption-failed': 'Resumption failed. {{failure}}',
  'resumption-requested': 'Resumption requested',
  ready: 'Ready',
  'ready-with-nodes': 'Ready; nodes: {{nodes}}',
  recovered: 'Recovered',
  'request-expired': 'Expired without a decision',
  requested: 'New request: {{name}} ({{blueprint}}) for {{owner}}',
  'resource-vanished': 'Deletion requested: the resource no longer exists',
  retried: 'Retried',
  revised: 'Revised; it is created again with the new values',
  'revision-requested':
    'New request for a revision: {{name}} ({{blueprint}}) for {{owner}}',
  'step-approved': 'Approved step {{step}}',
  unhealthy: 'Unhealthy. {{problem}}',
  'with-problems': '{{event}}. {{problems}}',
  'with-reason': '{{event}}: {{reason}}',
  withdrawn: 'Withdrawn',
  'withdrawn-by-deletion': 'Withdrawn, because the environment is deleted',
} as const;
