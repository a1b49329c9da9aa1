import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * The configuration of a module: the keys under `eksEnvironments.modules.<id>`.
 *
 * @public
 */
export interface ConfigSection {
  /** The id of the module, such as `namespaces`. At most 32 lower-case letters, digits and hyphens. */
  readonly id: string;
  /**
   * The keys that the module reads, relative to the section, such as `cluster.name`. `[]` stands for an item of a list (`teams[].name`),
   * `*` for any key of a map (`prices.*`). Keys below a key of this list belong to its value, such as a duration.
   */
  readonly keys: readonly string[];
}

/**
 * Where modules register the keys of their configuration.
 *
 * @public
 */
export interface EksEnvironmentsConfigExtensionPoint {
  /**
   * Registers a section. The backend does not start with a key under `eksEnvironments` that nothing reads, since a misspelt limit would
   * silently not apply.
   *
   * @throws ConflictError when the section exists already
   * @throws InputError when the id or a key is malformed, or there is no key
   */
  addSection(section: ConfigSection): void;
}

/** @public */
export const eksEnvironmentsConfigExtensionPoint =
  createExtensionPoint<EksEnvironmentsConfigExtensionPoint>({
    id: 'eks-environments.config',
  });
