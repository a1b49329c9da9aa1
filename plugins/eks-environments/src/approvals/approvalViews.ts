import type { RequestListQuery } from '../query';

/** A way to look at requests: one tab of the page. */
export interface ApprovalView {
  id: 'waiting' | 'mine' | 'decided';
  title: string;
  query: RequestListQuery;
  empty: { title: string; description: string };
}

/** What the signed-in person may decide. */
export const waitingView: ApprovalView = {
  id: 'waiting',
  title: 'Waiting for me',
  // Oldest first: nobody waits longer because somebody else asked later.
  query: {
    decidable: true,
    state: ['PendingApproval'],
    orderBy: 'createdAt,asc',
  },
  empty: {
    title: 'Nothing waits for you',
    description:
      'Requests that you may approve or deny appear here, the oldest first.',
  },
};

/** What the signed-in person asked for. */
export const ownView: ApprovalView = {
  id: 'mine',
  title: 'My requests',
  query: { scope: 'mine', orderBy: 'createdAt,desc' },
  empty: {
    title: 'You have not asked for an environment yet',
    description:
      'What you ask for appears here, with the decision and its comment.',
  },
};

/** What was decided. */
export const decidedView: ApprovalView = {
  id: 'decided',
  title: 'Decided',
  query: {
    state: ['Approved', 'Denied', 'Expired', 'Cancelled'],
    orderBy: 'createdAt,desc',
  },
  empty: {
    title: 'Nothing was decided yet',
    description: 'Decisions appear here with who made them and why.',
  },
};

/** The tabs. */
export const approvalViews: readonly ApprovalView[] = [
  waitingView,
  ownView,
  decidedView,
];
