import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  approvalStepStates,
  type ApprovalStepState,
  environmentStates,
  type EnvironmentState,
  isTransition,
  leasePhases,
  type LeasePhase,
  operationStates,
  type OperationState,
  requestStates,
  type RequestState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { insertApprovalStep } from '../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { newId } from './ids';
import { migrate } from './migrations';
import {
  transitionApprovalStep,
  transitionEnvironment,
  transitionLease,
  transitionOperation,
  type TransitionOutcome,
  transitionRequest,
} from './transitions';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const at = '2026-11-21T10:00:00.000Z';

/** How to put one row of a kind into a state, and how to move it. */
interface Machine {
  table:
    | 'approval_steps'
    | 'environments'
    | 'leases'
    | 'operations'
    | 'requests';
  /** The columns of its primary key and of its state. */
  columns: { id: string; state: string };
  states: readonly string[];
  mayMove(from: string, to: string): boolean;
  insert(knex: Knex, state: string): Promise<string>;
  move(
    transaction: Knex.Transaction,
    move: { id: string; from: string; to: string },
  ): Promise<TransitionOutcome>;
}

const machines: Machine[] = [
  {
    table: 'environments',
    columns: { id: 'id', state: 'state' },
    states: Object.keys(environmentStates),
    mayMove: (from, to) =>
      isTransition(
        environmentStates,
        from as EnvironmentState,
        to as EnvironmentState,
      ),
    insert: async (knex, state) => {
      const { id } = await insertEnvironment(knex, {
        state: state as EnvironmentState,
      });
      return id;
    },
    move: (transaction, { id, from, to }) =>
      transitionEnvironment(transaction, {
        id,
        from: from as EnvironmentState,
        to: to as EnvironmentState,
        at,
      }),
  },
  {
    table: 'leases',
    columns: { id: 'environment_id', state: 'phase' },
    states: Object.keys(leasePhases),
    mayMove: (from, to) =>
      isTransition(leasePhases, from as LeasePhase, to as LeasePhase),
    insert: async (knex, phase) => {
      const { id } = await insertEnvironment(
        knex,
        {},
        { phase: phase as LeasePhase },
      );
      return id;
    },
    move: (transaction, { id, from, to }) =>
      transitionLease(transaction, {
        environmentId: id,
        from: from as LeasePhase,
        to: to as LeasePhase,
      }),
  },
  {
    table: 'operations',
    columns: { id: 'id', state: 'state' },
    states: Object.keys(operationStates),
    mayMove: (from, to) =>
      isTransition(
        operationStates,
        from as OperationState,
        to as OperationState,
      ),
    insert: async (knex, state) => {
      const environment = await insertEnvironment(knex);
      const id = newId();
      await knex('operations').insert({
        id,
        environment_id: environment.id,
        type: 'create',
        lane: 'build',
        state,
        phases: '[]',
        created_at: at,
        due_at: at,
      });
      return id;
    },
    move: (transaction, { id, from, to }) =>
      transitionOperation(transaction, {
        id,
        from: from as OperationState,
        to: to as OperationState,
      }),
  },
  {
    table: 'requests',
    columns: { id: 'id', state: 'state' },
    states: Object.keys(requestStates),
    mayMove: (from, to) =>
      isTransition(requestStates, from as RequestState, to as RequestState),
    insert: async (knex, state) => {
      const { request_id: granted } = await insertEnvironment(knex);
      const { id: _, ...row } = await knex('requests')
        .where('id', granted)
        .first();
      const id = newId();
      await knex('requests').insert({ ...row, id, state, name: id });
      return id;
    },
    move: (transaction, { id, from, to }) =>
      transitionRequest(transaction, {
        id,
        from: from as RequestState,
        to: to as RequestState,
        at,
      }),
  },
  {
    table: 'approval_steps',
    columns: { id: 'request_id', state: 'state' },
    states: Object.keys(approvalStepStates),
    mayMove: (from, to) =>
      isTransition(
        approvalStepStates,
        from as ApprovalStepState,
        to as ApprovalStepState,
      ),
    insert: async (knex, state) => {
      const { request_id } = await insertEnvironment(knex);
      await insertApprovalStep(knex, {
        request_id,
        state: state as ApprovalStepState,
      });
      return request_id;
    },
    move: async (transaction, { id, from, to }) => {
      const moved = await transitionApprovalStep(transaction, {
        requestId: id,
        from: from as ApprovalStepState,
        to: to as ApprovalStepState,
      });
      return moved === 1 ? 'done' : 'lost';
    },
  },
];

/** Rolls a transaction back. */
class UndoneError extends Error {}

describe.each(databases.eachSupportedId())('moves on %s', databaseId => {
  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    await knex('blueprints').insert({
      name: 'sandbox',
      version: 1,
      digest: 'digest',
      document: '{}',
      loaded_at: at,
    });
    return knex;
  }

  /** Tries a transition and rolls it back. @returns whether it was accepted */
  async function goes(
    knex: Knex,
    attempt: (transaction: Knex.Transaction) => Promise<unknown>,
  ): Promise<boolean> {
    try {
      await knex.transaction(async transaction => {
        await attempt(transaction);
        throw new UndoneError();
      });
      return true;
    } catch (error) {
      return error instanceof UndoneError;
    }
  }

  it.each(machines)(
    'of $table are those of the table, by our own code and by anybody else',
    async ({ table, columns, states, mayMove, insert, move }) => {
      const knex = await begin(databaseId);
      const byUs: string[] = [];
      const byAnybody: string[] = [];
      const allowed: string[] = [];
      for (const from of states) {
        const id = await insert(knex, from);
        for (const to of states.filter(state => state !== from)) {
          const pair = `${from} → ${to}`;
          if (mayMove(from, to)) {
            allowed.push(pair);
          }
          if (await goes(knex, trx => move(trx, { id, from, to }))) {
            byUs.push(pair);
          }
          const write = (trx: Knex.Transaction) =>
            trx(table)
              .where(columns.id, id)
              .update({ [columns.state]: to });
          if (await goes(knex, write)) {
            byAnybody.push(pair);
          }
        }
      }
      expect(byUs).toEqual(allowed);
      expect(byAnybody).toEqual(allowed);
    },
  );

  it.each(machines)(
    'of $table are lost when another one was first',
    async ({ states, mayMove, insert, move }) => {
      const knex = await begin(databaseId);
      const [first] = states;
      const to = states.find(state => mayMove(first, state))!;
      const id = await insert(knex, to);
      await knex.transaction(async transaction => {
        expect(await move(transaction, { id, from: first, to })).toBe('lost');
      });
    },
  );
});
