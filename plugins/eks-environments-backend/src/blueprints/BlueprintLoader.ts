import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { isRefusal } from 'backstage-plugin-eks-environments-common';
import type { AccountConfig, BlueprintLocation } from '../config';
import type { DatabaseBlueprintStore } from './DatabaseBlueprintStore';
import { parseBlueprints } from './parseBlueprints';
import { placeProblems } from './placeProblems';
import { quorumProblems } from './quorumProblems';
import { readLocation } from './readLocation';
import type {
  BlueprintDefinition,
  BlueprintProblem,
  LoadedBlueprint,
} from './types';

/** Finds the problems of a definition that matches the schema of documents. A definition with a problem is not offered. */
export type BlueprintCheck = (
  definition: BlueprintDefinition,
) => Promise<Omit<BlueprintProblem, 'source' | 'severity'>[]>;

/**
 * Loads the blueprints of all locations into the store.
 *
 * @remarks
 *
 * An invalid document, or a used version whose content changed, is reported and skipped; the other documents are loaded. A version is
 * withdrawn only when all locations could be read and none offers it, so that a short outage of an integration withdraws nothing. Every
 * replica loads the blueprints itself, so each sees changes of its files; concurrent loads are safe.
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
  // The problems of the previous load: a problem is logged when it is new, not at each load.
  #reported = new Set<string>();

  constructor(options: {
    locations: BlueprintLocation[];
    rawAllowed: boolean;
    urlReader: UrlReaderService;
    store: DatabaseBlueprintStore;
    logger: LoggerService;
    check: BlueprintCheck;
    /** The accounts in which clusters can be created. */
    accounts: readonly AccountConfig[];
  }) {
    this.#options = options;
  }

  /** The problems of the last load. */
  get problems(): readonly BlueprintProblem[] {
    return this.#problems;
  }

  /** Never throws for the content of a location, or when a location cannot be read. @returns every problem found */
  async load(): Promise<BlueprintProblem[]> {
    const { store, logger } = this.#options;
    const { blueprints, problems, complete } = await this.#readAll();
    const offered: LoadedBlueprint[] = [];

    for (const blueprint of blueprints) {
      const found = await this.#problemsOf(blueprint);
      problems.push(...found);
      if (found.some(isRefusal)) {
        continue;
      }
      offered.push(blueprint);
      const { name, version } = blueprint.definition;
      const outcome = await store.save(blueprint);
      if (outcome === 'replaced') {
        logger.info(
          `Blueprint ${name}@${version} was unused and was replaced with its changed content`,
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

    // Nothing is withdrawn while a document is invalid, because it may be a blueprint that is on offer.
    if (complete && !problems.some(isRefusal)) {
      for (const gone of await store.withdrawAllBut(offered)) {
        logger.info(`Blueprint ${gone} was withdrawn`);
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
      ...quorumProblems(definition.approval),
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
