import type { Knex } from 'knex';
import { type BlueprintRow, type Clock, toColumn } from '../database';
import { fromStored } from './toDefinition';
import type {
  BlueprintDefinition,
  BlueprintStore,
  LoadedBlueprint,
} from './types';

/** What became of a version that a location offers. */
export type SaveOutcome =
  | 'stored'
  | 'unchanged'
  /** There is such a version with another content. It stays as it is. */
  | 'differs';

/**
 * All versions that ever were, in the database.
 *
 * @remarks
 *
 * A version is never changed, so a parsed one is kept in memory for good. What is on offer is read each time: another replica
 * may have loaded more.
 */
export class DatabaseBlueprintStore implements BlueprintStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #parsed = new Map<string, BlueprintDefinition>();

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  async listNewest(): Promise<BlueprintDefinition[]> {
    const newest = this.#knex('blueprints')
      .whereNull('withdrawn_at')
      .groupBy('name')
      .select('name')
      .max({ version: 'version' })
      .as('newest');
    const rows: BlueprintRow[] = await this.#knex('blueprints')
      .join(newest, join =>
        join
          .on('blueprints.name', 'newest.name')
          .andOn('blueprints.version', 'newest.version'),
      )
      .select('blueprints.*')
      .orderBy('blueprints.name');
    return rows.map(row => this.#parse(row));
  }

  async findNewest(name: string): Promise<BlueprintDefinition | undefined> {
    const row = await this.#knex<BlueprintRow>('blueprints')
      .where({ name })
      .whereNull('withdrawn_at')
      .orderBy('version', 'desc')
      .first();
    return row && this.#parse(row);
  }

  async find(
    name: string,
    version: number,
  ): Promise<BlueprintDefinition | undefined> {
    const known = this.#parsed.get(keyOf(name, version));
    if (known) {
      return known;
    }
    const row = await this.#knex<BlueprintRow>('blueprints')
      .where({ name, version })
      .first();
    return row && this.#parse(row);
  }

  async isOnOffer(name: string, version: number): Promise<boolean> {
    const row = await this.#knex<BlueprintRow>('blueprints')
      .where({ name, version })
      .whereNull('withdrawn_at')
      .first('name');
    return row !== undefined;
  }

  /** Stores a version if it is new, and puts it on offer again if it was withdrawn. */
  async save(blueprint: LoadedBlueprint): Promise<SaveOutcome> {
    const { name, version } = blueprint.definition;
    const inserted = await this.#knex<BlueprintRow>('blueprints')
      .insert({
        name,
        version,
        digest: blueprint.digest,
        document: blueprint.document,
        loaded_at: toColumn(this.#clock.now()),
      })
      .onConflict(['name', 'version'])
      .ignore()
      .returning('name');
    if (inserted.length > 0) {
      return 'stored';
    }
    const row = await this.#knex<BlueprintRow>('blueprints')
      .where({ name, version })
      .first();
    if (row?.withdrawn_at) {
      await this.#knex<BlueprintRow>('blueprints')
        .where({ name, version })
        .update({ withdrawn_at: null });
    }
    return row?.digest === blueprint.digest ? 'unchanged' : 'differs';
  }

  /** Takes from the offer what is not among the versions given. @returns what was withdrawn, as `name@version` */
  async withdrawAllBut(offered: LoadedBlueprint[]): Promise<string[]> {
    const kept = new Set(
      offered.map(({ definition }) =>
        keyOf(definition.name, definition.version),
      ),
    );
    const rows = await this.#knex<BlueprintRow>('blueprints')
      .whereNull('withdrawn_at')
      .select('name', 'version');
    const gone = rows.filter(row => !kept.has(keyOf(row.name, row.version)));
    for (const { name, version } of gone) {
      await this.#knex<BlueprintRow>('blueprints')
        .where({ name, version })
        .update({ withdrawn_at: toColumn(this.#clock.now()) });
    }
    return gone.map(({ name, version }) => keyOf(name, version));
  }

  #parse(row: BlueprintRow): BlueprintDefinition {
    const key = keyOf(row.name, row.version);
    const known = this.#parsed.get(key);
    if (known) {
      return known;
    }
    const definition = fromStored(row.document);
    this.#parsed.set(key, definition);
    return definition;
  }
}

function keyOf(name: string, version: number): string {
  return `${name}@${version}`;
}
