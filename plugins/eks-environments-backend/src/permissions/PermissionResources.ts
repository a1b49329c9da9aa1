import type {
  EnvironmentResource,
  RequestResource,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type {
  ApprovalStepApproverRow,
  EnvironmentRow,
  RequestRow,
} from '../database';

/** Reads the resources to which permission rules are applied. */
export class PermissionResources {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** In the order of the ids; undefined for an id that does not exist. */
  async environments(
    ids: string[],
  ): Promise<Array<EnvironmentResource | undefined>> {
    const rows: EnvironmentRow[] = await this.#knex<EnvironmentRow>(
      'environments',
    )
      .whereIn('id', ids)
      .select('id', 'request_id', 'owner', 'requester', 'blueprint_name');
    const approvers = await this.#approvers(rows.map(row => row.request_id));
    return inOrder(
      ids,
      rows.map(row => ({
        id: row.id,
        owner: row.owner,
        requester: row.requester,
        blueprint: row.blueprint_name,
        approvers: approvers.get(row.request_id) ?? [],
      })),
    );
  }

  /** In the order of the ids; undefined for an id that does not exist. */
  async requests(ids: string[]): Promise<Array<RequestResource | undefined>> {
    const rows: RequestRow[] = await this.#knex<RequestRow>('requests')
      .whereIn('id', ids)
      .select('id', 'owner', 'requester', 'blueprint_name');
    const approvers = await this.#approvers(ids);
    return inOrder(
      ids,
      rows.map(row => ({
        id: row.id,
        owner: row.owner,
        requester: row.requester,
        blueprint: row.blueprint_name,
        approvers: approvers.get(row.id) ?? [],
      })),
    );
  }

  async #approvers(requestIds: string[]): Promise<Map<string, string[]>> {
    const rows = await this.#knex<ApprovalStepApproverRow>(
      'approval_step_approvers',
    ).whereIn('request_id', requestIds);
    const approvers = new Map<string, string[]>();
    for (const row of rows) {
      approvers.set(row.request_id, [
        ...(approvers.get(row.request_id) ?? []),
        row.approver,
      ]);
    }
    return approvers;
  }
}

function inOrder<T extends { id: string }>(
  ids: string[],
  resources: T[],
): Array<T | undefined> {
  const byId = new Map(resources.map(resource => [resource.id, resource]));
  return ids.map(id => byId.get(id));
}
