import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { AccountConfig, BlueprintLocation } from '../config';
import type { DatabaseBlueprintStore } from './DatabaseBlueprintStore';
import { parseBlueprints } from './parseBlueprints';
import { placeProblems } from './placeProblems';
import { readLocation } from './readLocation';
import type {
  BlueprintDefinition,
  BlueprintProblem,
  LoadedBlueprint,
} from './types';

/** Says what is wrong with a definition that fits the schema of documents. Each problem keeps it from being offered. */
export type BlueprintCheck = (
  definition: BlueprintDefinition,
) => Promise<Omit<BlueprintProblem, 'source' | 'severity'>[]>;

/**
 * Brings the blueprints of all locations into the store.
 *
 * @remarks
 *
 * A document that is wrong, or a version that was changed instead of raised, is reported and left out; nothing stops the
 * others. A version is withdrawn only when every location could be read and none offers it: an integration that is down for a
 * minute empties no offer. Every replica loads for itself, so all see a change of their files; the store makes that harmless.
 */
export class BlueprintLoader {
  readonly #options: {
    locations: BlueprintLocation[];
    rawAllowed: boolean;
    urlReader: UrlReaderService;
    store: DatabaseBlueprintStore;
    logger: LoggerService;
    check: BlueprintCheck;
    accounts: readonly AccountConfig[];
  };
  #problems: BlueprintProblem[] = [];
  // What was reported the last time: a problem is told when it comes, not every minute.
  #reported = new Set<string>();

  constructor(options: {
    locations: BlueprintLocation[];
    rawAllowed: boolean;
    urlReader: UrlReaderService;
    store: DatabaseBlueprintStore;
    logger: LoggerService;
    check: BlueprintCheck;
    /** Where clusters may be made. */
    accounts: readonly AccountConfig[];
  }) {
    this.#options = options;
  }

  /** What was wrong when the locations were last read. */
  get problems(): readonly BlueprintProblem[] {
    return this.#problems;
  }

  /** Never throws for what a location holds or fails to. @returns every problem found */
  async load(): Promise<BlueprintProblem[]> {
    const { store, logger } = this.#options;
    const { blueprints, problems, complete } = await this.#readAll();
    const offered: LoadedBlueprint[] = [];

    for (const blueprint of blueprints) {
      const found = await this.#problemsOf(blueprint);
      problems.push(...found);
      if (found.some(isError)) {
        continue;
      }
      offered.push(blueprint);
      const { name, version } = blueprint.definition;
      const outcome = await store.save(blueprint);
      if (outcome === 'replaced') {
        logger.info(
          `Blueprint ${name}@${version} was changed; nobody had used it`,
        );
      } else if (outcome === 'stored') {
        logger.info(`Blueprint ${name}@${version} is on offer`);
      } else if (outcome === 'differs') {
        problems.push({
          source: blueprint.source,
          path: 'metadata.version',
          severity: 'error',
          message: `version ${version} of ${name} is in use with another content and stays as it was; raise the version to change it`,
        });
      }
    }

    // What a broken document offered before stays on offer, because its environments and requests do.
    if (complete && !problems.some(isError)) {
      for (const gone of await store.withdrawAllBut(offered)) {
        logger.info(`Blueprint ${gone} is not on offer any more`);
      }
    }
    this.#report(problems);
    this.#problems = problems;
    return problems;
  }

  async #readAll() {
    const blueprints: LoadedBlueprint[] = [];
    const problems: BlueprintProblem[] = [];
    let complete = true;
    for (const location of this.#options.locations) {
      try {
        const read = await readLocation(location, this.#options.urlReader);
        problems.push(...read.problems);
        complete = complete && read.problems.length === 0;
        for (const file of read.files) {
          const parsed = await parseBlueprints(file);
          blueprints.push(...parsed.blueprints);
          problems.push(...parsed.problems);
        }
      } catch (error) {
        complete = false;
        problems.push({
          source: location.target,
          severity: 'error',
          message: `could not be read: ${error}`,
        });
      }
    }
    return { blueprints, problems, complete };
  }

  async #problemsOf({
    source,
    definition,
  }: LoadedBlueprint): Promise<BlueprintProblem[]> {
    if (definition.raw && !this.#options.rawAllowed) {
      return [
        {
          source,
          severity: 'error',
          path: 'spec.raw',
          message:
            'blueprints for raw configs are let in only with eksEnvironments.rawBlueprints: true in the configuration',
        },
      ];
    }
    const { accounts, check } = this.#options;
    const problems = await check(definition);
    return [
      ...placeProblems(definition, accounts),
      ...problems.map(problem => ({ severity: 'error' as const, ...problem })),
    ].map(problem => ({ source, ...problem }));
  }

  #report(problems: BlueprintProblem[]): void {
    const lines = problems.map(
      ({ source, path, message }) =>
        `Blueprint ${source}: ${path ? `${path} ` : ''}${message}`,
    );
    for (const line of lines) {
      if (!this.#reported.has(line)) {
        this.#options.logger.error(line);
      }
    }
    this.#reported = new Set(lines);
  }
}

function isError({ severity }: BlueprintProblem): boolean {
  return severity === 'error';
}
