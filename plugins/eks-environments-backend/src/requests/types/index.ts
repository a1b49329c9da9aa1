import type { AnyRequestType } from 'backstage-plugin-eks-environments-node';
import type { BlueprintStore } from '../../blueprints';
import type { EnvironmentCommands } from '../../environments/types';
import type { QuotaLedger } from '../../quotas';
import type { EnvironmentPlanner } from '../planning';
import { RequestTypes } from '../RequestTypes';
import { createRequestType } from './create';
import { extendRequestType } from './extend';
import {
  registeredRequestType,
  type RegisteredTypeOptions,
} from './registered';
import { reviseRequestType } from './revise';

/**
 * The request types of the portal, and those that modules registered. Both `create` and `revise` ask a provisioner; every other type changes
 * an environment, as `extend` does: a folder here and an entry in this list.
 */
export function createRequestTypes(
  options: RegisteredTypeOptions & {
    blueprints: BlueprintStore;
    planner: EnvironmentPlanner;
    ledger: QuotaLedger;
    commands: EnvironmentCommands;
    registered: readonly AnyRequestType[];
  },
): RequestTypes {
  return new RequestTypes([
    createRequestType(options),
    reviseRequestType(options),
    ...[extendRequestType(options), ...options.registered].map(type =>
      registeredRequestType(type, options),
    ),
  ]);
}
