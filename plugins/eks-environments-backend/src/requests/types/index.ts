import type { Knex } from 'knex';
import type { BlueprintStore } from '../../blueprints';
import type { EnvironmentCommands } from '../../environments/types';
import type { QuotaLedger } from '../../quotas';
import type { EnvironmentPlanner } from '../planning';
import { RequestTypes } from '../RequestTypes';
import { createRequestType } from './create';
import { reviseRequestType } from './revise';

/** The request types of the portal. A new one is a folder here and an entry in this list. */
export function createRequestTypes(options: {
  knex: Knex;
  blueprints: Pick<BlueprintStore, 'markUsed'>;
  planner: EnvironmentPlanner;
  ledger: QuotaLedger;
  commands: EnvironmentCommands;
}): RequestTypes {
  return new RequestTypes([
    createRequestType(options),
    reviseRequestType(options),
  ]);
}
