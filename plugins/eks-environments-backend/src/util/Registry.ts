import { ConflictError, InputError } from '@backstage/errors';

/** What a registry holds: the built-in entries and those that modules add. */
export interface RegistryOptions<T> {
  /** What an entry is, with its article, for errors: `a quota dimension`. */
  kind: string;
  idOf: (entry: T) => string;
  /** Throws for an entry that must not be added. */
  assertValid?: (entry: T) => void;
  entries?: readonly T[];
}

/** Entries of one kind by id, in the order of registration. */
export class Registry<T> {
  readonly #options: RegistryOptions<T>;
  readonly #entries = new Map<string, T>();

  /** @throws what `add` throws, for the given entries */
  constructor(options: RegistryOptions<T>) {
    this.#options = options;
    options.entries?.forEach(entry => this.add(entry));
  }

  /** In the order of registration. */
  get all(): T[] {
    return [...this.#entries.values()];
  }

  /**
   * @throws ConflictError when the id is taken
   * @throws InputError when the entry is not valid
   */
  add(entry: T): void {
    const { kind, idOf, assertValid } = this.#options;
    assertValid?.(entry);
    const id = idOf(entry);
    if (this.#entries.has(id)) {
      throw new ConflictError(`There is already ${kind} ${id}`);
    }
    this.#entries.set(id, entry);
  }

  /** Undefined for an entry whose module is not installed (any more). */
  find(id: string): T | undefined {
    return this.#entries.get(id);
  }

  /**
   * @param field - what names the entry, for the error
   * @throws InputError naming the entries that exist
   */
  get(id: string, field: string): T {
    const entry = this.find(id);
    if (!entry) {
      const ids = [...this.#entries.keys()].join(', ');
      throw new InputError(`${field} must be one of ${ids}, not "${id}"`);
    }
    return entry;
  }
}
