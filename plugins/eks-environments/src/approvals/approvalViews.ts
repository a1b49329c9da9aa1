import type { RequestListQuery } from '../query';

/** A way to look at requests: one tab of the page. */
export interface ApprovalView {
  id: 'waiting' | 'mine' | 'decided';
  query: RequestListQuery;
}

/** What the signed-in person may decide. */
export const waitingView: ApprovalView = {
  id: 'waiting',
  // Oldest first: nobody waits longer because somebody else asked later.
  query: {
    decidable: true,
    state: ['PendingApproval'],
    orderBy: 'createdAt,asc',
  },
};

/** What the signed-in person asked for. */
export const ownView: ApprovalView = {
  id: 'mine',
  query: { scope: 'mine', orderBy: 'createdAt,desc' },
};

/** What was decided. */
export const decidedView: ApprovalView = {
  id: 'decided',
  query: {
    state: ['Approved', 'Denied', 'Expired', 'Cancelled'],
    orderBy: 'createdAt,desc',
  },
};

/** The tabs. */
export const approvalViews: readonly ApprovalView[] = [
  waitingView,
  ownView,
  decidedView,
];
