import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../database';
import { toProvisioned } from '../provisioners';

/** Converts an environment for operation types. */
export function toOperationEnvironment(
  row: EnvironmentRow,
  options: { installation: string },
): OperationEnvironment {
  return {
    ...toProvisioned(row, options),
    name: row.name,
    provisioner: row.provisioner,
    state: row.state,
    power: row.power,
    owner: row.owner,
    requester: row.requester,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    values: JSON.parse(row.values),
    sweep: row.sweep === null ? undefined : JSON.parse(row.sweep),
  };
}
