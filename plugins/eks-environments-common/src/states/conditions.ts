import type {
  Environment,
  EnvironmentCondition,
  EnvironmentState,
} from '../schema/openapi';
import { answers, isGone } from './environmentFacts';

/**
 * Type of the condition that tells whether a cluster that should respond does.
 *
 * @public
 */
export const HEALTHY = 'Healthy';

/**
 * Type of the condition that tells whether what exists differs from the approved spec, and nobody accepted the difference.
 *
 * @public
 */
export const DRIFTED = 'Drifted';

/**
 * Type of the condition that tells that the last change of an environment in use, such as a hibernation, failed. Its reason is the code of the
 * failure.
 *
 * @public
 */
export const CHANGE_FAILED = 'ChangeFailed';

/** The properties of all conditions of a type. */
interface ConditionFacts {
  /** The status that needs no attention. */
  normal: EnvironmentCondition['status'];
  /** The states of an environment in which the condition has a meaning. */
  appliesIn(state: EnvironmentState): boolean;
}

const conditionFacts = new Map<string, ConditionFacts>([
  [HEALTHY, { normal: 'True', appliesIn: answers }],
  [DRIFTED, { normal: 'False', appliesIn: answers }],
  [CHANGE_FAILED, { normal: 'False', appliesIn: answers }],
]);

/** Types are open. By convention, those not in the table name a problem. */
const PROBLEM: ConditionFacts = {
  normal: 'False',
  appliesIn: state => !isGone(state),
};

/**
 * Whether conditions of a type have a meaning for an environment in this state.
 *
 * @public
 */
export function appliesIn(type: string, state: EnvironmentState): boolean {
  return (conditionFacts.get(type) ?? PROBLEM).appliesIn(state);
}

/**
 * Whether a condition needs no attention.
 *
 * @public
 */
export function isNormal({
  type,
  status,
}: Pick<EnvironmentCondition, 'type' | 'status'>): boolean {
  return status === (conditionFacts.get(type) ?? PROBLEM).normal;
}

/**
 * The condition of a type; undefined if it was not checked yet, or has no meaning in the state of the environment.
 *
 * @public
 */
export function conditionOf(
  { conditions }: Pick<Environment, 'conditions'>,
  type: string,
): EnvironmentCondition | undefined {
  return conditions.find(condition => condition.type === type);
}
