import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { BlueprintRow } from '../database';
import type { LeaseRules } from 'backstage-plugin-eks-environments-common';

/** The blueprint of environments that were not created from one. */
export const IMPORTED_BLUEPRINT = { name: 'imported', version: 1 } as const;

/** The lease rules of an imported environment. */
export const IMPORTED_LEASE: LeaseRules = {
  default: 'P2D',
  maximum: 'P30D',
  maximumTotal: 'P90D',
  approvedTotal: 'P90D',
  grace: 'PT6H',
  warnings: ['P1D', 'PT2H'],
  extension: 'P1D',
  maximumExtensions: 10,
  failureDeadline: 'PT4H',
};

const document = JSON.stringify({
  apiVersion: 'eks-environments.io/v1',
  kind: 'Blueprint',
  metadata: {
    ...IMPORTED_BLUEPRINT,
    title: 'Imported',
    description:
      'What was created elsewhere. Its spec was read from what exists; no request can be made of it.',
  },
  spec: {
    raw: true,
    accounts: ['any'],
    regions: ['any'],
    lease: {
      default: { days: 2 },
      maximum: { days: 30 },
      maximumTotal: { days: 90 },
      grace: { hours: 6 },
      warnings: [{ hours: 24 }, { hours: 2 }],
      extension: { days: 1 },
      maximumExtensions: 10,
      failureDeadline: { hours: 4 },
    },
    approval: { mode: 'automatic' },
  },
});

/** Environments refer to a blueprint: this one is created for the first import, and never offered. */
export async function ensureImportedBlueprint(
  transaction: Knex.Transaction,
  at: string,
): Promise<void> {
  await transaction<BlueprintRow>('blueprints')
    .insert({
      ...IMPORTED_BLUEPRINT,
      digest: createHash('sha256').update(document).digest('hex'),
      document,
      loaded_at: at,
      withdrawn_at: at,
    })
    .onConflict(['name', 'version'])
    .ignore();
}
