import {
  environmentStates,
  finalStates,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';

// The state in the conditions of the partial indexes.
const [GONE] = finalStates(environmentStates);

/*
 * The state is a literal, as in the conditions of the partial indexes: SQLite uses these for no binding.
 */

/** Restricts a query to the environments that are not deprovisioned. */
export function whereLiving(query: Knex.QueryBuilder): void {
  query.whereRaw(`environments.state <> '${GONE}'`);
}

/** Restricts a query to the deprovisioned environments. */
export function whereGone(query: Knex.QueryBuilder): void {
  query.whereRaw(`environments.state = '${GONE}'`);
}
