import type { Knex } from 'knex';
import { type BlueprintRow, type Clock, toColumn } from '../database';
import { fromStored } from './toDefinition';
import type { BlueprintStore, LoadedBlueprint, StoredBlueprint } from './types';

/** The outcome of saving a version that a location offers. */
export type SaveOutcome =
  | 'stored'
  | 'unchanged'
  /** The version was unused, so it has the new content now. */
  | 'replaced'
  /** The version is used and has other content. It was not changed. */
  | 'differs';

/**
 * All versions of blueprints, including withdrawn ones, in the database.
 *
 * @remarks
 *
 * Parsed documents are cached in memory by their digest. The document of a version and the versions on offer are read from the database
 * each time, because another replica may have changed them.
 */
export class DatabaseBlueprintStore implements BlueprintStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  /** By digest. */
  readonly #parsed = new Map<string, StoredBlueprint>();

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  async listNewest(): Promise<StoredBlueprint[]> {
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

  async findNewest(name: string): Promise<StoredBlueprint | undefined> {
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
  ): Promise<StoredBlueprint | undefined> {
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

  async markUsed(
    transaction: Knex.Transaction,
    {
      name,
      version,
      digest,
    }: Pick<StoredBlueprint, 'name' | 'version' | 'digest'>,
    at: string,
  ): Promise<'used' | 'changed'> {
    const marked = await transaction<BlueprintRow>('blueprints')
      .where({ name, version, digest })
      .update({ used_at: transaction.raw('coalesce(used_at, ?)', [at]) });
    return marked === 1 ? 'used' : 'changed';
  }

  /** Stores a version if it is new or unused, and puts it on offer again if it was withdrawn. */
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
    return row?.digest === blueprint.digest
      ? 'unchanged'
      : this.#replaceUnused(blueprint);
  }

  async #replaceUnused({
    definition: { name, version },
    digest,
    document,
  }: LoadedBlueprint): Promise<'replaced' | 'differs'> {
    const replaced = await this.#knex<BlueprintRow>('blueprints')
      .where({ name, version })
      .whereNull('used_at')
      .update({ digest, document, loaded_at: toColumn(this.#clock.now()) });
    return replaced === 1 ? 'replaced' : 'differs';
  }

  /** Withdraws all versions except the given ones. @returns the withdrawn versions, as `name@version` */
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

  #parse({ digest, document }: BlueprintRow): StoredBlueprint {
    const known = this.#parsed.get(digest);
    if (known) {
      return known;
    }
    const stored = { ...fromStored(document), digest };
    this.#parsed.set(digest, stored);
    return stored;
  }
}

function keyOf(name: string, version: number): string {
  return `${name}@${version}`;
}
