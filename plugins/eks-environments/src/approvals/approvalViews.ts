import type { RequestListQuery } from '../query';

/** A view of requests: one tab of the page. */
export interface ApprovalView {
  id: 'waiting' | 'mine' | 'decided';
  query: RequestListQuery;
}

/** Requests that the signed-in user may decide. */
export const waitingView: ApprovalView = {
  id: 'waiting',
  // Oldest first, so that later requests delay no one.
  query: {
    decidable: true,
    state: ['PendingApproval'],
    orderBy: 'createdAt,asc',
  },
};

/** Requests of the signed-in user. */
export const ownView: ApprovalView = {
  id: 'mine',
  query: { scope: 'mine', orderBy: 'createdAt,desc' },
};

/** Decided requests. */
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
