import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { blueprintNamesSchema } from './parameters';
import { blueprintResourceRef } from './resources';

const hasBlueprint = createPermissionRule({
  name: 'HAS_BLUEPRINT',
  description: 'Allow the named blueprints',
  resourceRef: blueprintResourceRef,
  paramsSchema: blueprintNamesSchema,
  apply: ({ name }, { names }) => names.includes(name),
  toQuery: ({ names }) => ({ property: 'blueprint', values: names }),
});

/**
 * The rules on blueprints, for the permissions registry.
 *
 * @public
 */
export const blueprintRules = [hasBlueprint];

const conditionExports = createConditionExports({
  resourceRef: blueprintResourceRef,
  rules: { hasBlueprint },
});

/**
 * Conditions on blueprints, for permission policies.
 *
 * @public
 */
export const blueprintConditions = conditionExports.conditions;

/**
 * Creates a conditional policy decision about blueprints.
 *
 * @public
 */
export const createBlueprintConditionalDecision =
  conditionExports.createConditionalDecision;
