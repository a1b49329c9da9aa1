import { CHANGE_FAILED } from 'backstage-plugin-eks-environments-common';
import type {
  OperationFailure,
  OperationInfo,
  OperationTransaction,
} from 'backstage-plugin-eks-environments-node';
import { setCondition } from '../../conditions';

/** Shows with an environment in use that its last change failed. */
export async function showChangeFailed(
  { knex, at }: OperationTransaction,
  { environmentId }: Pick<OperationInfo, 'environmentId'>,
  { code, params, developerMessage, cause }: OperationFailure,
): Promise<void> {
  await setCondition(knex, {
    environmentId,
    type: CHANGE_FAILED,
    status: 'True',
    reason: toReason(code ?? 'unknown'),
    params,
    message: developerMessage,
    detail: cause,
    since: at,
  });
}

/** Reasons of conditions are in CamelCase, codes of failures begin with a lower-case letter. */
function toReason(code: string): string {
  return `${code.slice(0, 1).toLocaleUpperCase('en')}${code.slice(1)}`;
}
