import { actionMessages } from './messages/actions';
import { codeMessages } from './messages/codes';
import { commonMessages } from './messages/common';
import { errorMessages } from './messages/errors';
import { formatMessages } from './messages/format';
import { operationMessages } from './messages/operations';
import { pageMessages } from './messages/pages';
import { stateMessages } from './messages/states';
import { environmentMessages } from './messages/environment';
import { logMessages } from './messages/log';
import { sweepMessages } from './messages/sweep';
import { listMessages } from './messages/list';
import { approvalMessages } from './messages/approvals';
import { planMessages } from './messages/plan';
import { quotaMessages } from './messages/quotas';
import { fleetMessages } from './messages/fleet';
import { formMessages } from './messages/form';

/** Every text of the pages, by area. */
export const messages = {
  actions: actionMessages,
  codes: codeMessages,
  common: commonMessages,
  errors: errorMessages,
  format: formatMessages,
  operations: operationMessages,
  pages: pageMessages,
  state: stateMessages,
  environment: environmentMessages,
  log: logMessages,
  sweep: sweepMessages,
  list: listMessages,
  approvals: approvalMessages,
  plan: planMessages,
  quotas: quotaMessages,
  fleet: fleetMessages,
  form: formMessages,
} as const;
