import type { Knex } from 'knex';
import type { EnvironmentCommands } from '../../environments/types';
import type { QuotaLedger } from '../../quotas';
import type { RequestPlanner } from '../RequestPlanner';
import { RequestTypes } from '../RequestTypes';
import { createRequestType } from './create';
import { reviseRequestType } from './revise';

/** The request types of the portal. A new one is a folder here and an entry in this list. */
export function createRequestTypes(options: {
  knex: Knex;
  planner: RequestPlanner;
  ledger: QuotaLedger;
  commands: EnvironmentCommands;
}): RequestTypes {
  return new RequestTypes([
    createRequestType(options),
    reviseRequestType(options),
  ]);
}
