import type { PlanSize } from 'backstage-plugin-eks-environments-common';
import type { CodedText } from '../operations';
import type { ResourceShape } from '../quotas';
import type { Place } from '../resources';
import type { ProvisionerCallOptions } from './calls';
import type { ProvisionerCost } from './planning';
import type { CreatedResource } from './procedures';

/**
 * A resource that exists, whoever created it.
 *
 * @public
 */
export interface FoundResource {
  /** See {@link ResourceIdentity.resourceRef}. */
  resourceRef: string;
  tags: Record<string, string>;
  /** The Kubernetes version. */
  version?: string;
}

/**
 * A part that exists, such as a CloudFormation stack, whether its resource exists or not.
 *
 * @public
 */
export interface FoundPart {
  /** The resource that it belongs to. */
  resourceRef: string;
  name: string;
  tags: Record<string, string>;
  isBeingDeleted: boolean;
}

/**
 * How a part of a resource differs from the approved spec.
 *
 * @public
 */
export interface Drift {
  resourceRef: string;
  /** Identifies the part among those of its resource, such as the name of a node group. */
  part: string;
  /** How people call the part, such as `Node group workers`. Omitted: by `part`. */
  title?: CodedText;
  /** One text each, without a full stop. */
  differences: string[];
}

/**
 * What exists in a place.
 *
 * @public
 */
export interface Inventory {
  resources: FoundResource[];
  parts: FoundPart[];
  /** Of the resources whose specs were given. */
  drift: Drift[];
}

/**
 * A resource that is to become an environment.
 *
 * - `missing`: there is none of that name
 * - `unusable`: it cannot be imported; the reason is the rest of a sentence that begins with its name
 *
 * @public
 */
export type ImportableResource =
  | { kind: 'missing' }
  | { kind: 'unusable'; reason: string }
  | {
      kind: 'importable';
      /** As if it had been created from it; without ownership tags, see {@link ProvisionerFleet.withTags}. */
      spec: string;
      size: PlanSize;
      shape: Omit<ResourceShape, 'hourlyCost'>;
      cost: ProvisionerCost;
      resource: CreatedResource;
    };

/**
 * The part of a provisioner that keeps the records true: reconciliation, import and the adoption of resources without a record.
 *
 * @remarks
 *
 * Every call has a deadline, see {@link ProvisionerCallOptions}.
 *
 * @public
 */
export interface ProvisionerFleet {
  /** Whether the provisioner can have resources in a place. Omitted: in all places. */
  covers?(place: Place): boolean;

  /**
   * Reads what exists in a place.
   *
   * @param approved - the environments whose drift is wanted
   * @throws any error that makes the inventory incomplete: what was not read must not look as if it did not exist
   */
  inventory(
    place: Place,
    approved: readonly { resourceRef: string; spec: string }[],
    options: ProvisionerCallOptions,
  ): Promise<Inventory>;

  /** Finds a resource by its name. */
  find(
    place: Place,
    resourceRef: string,
    options: ProvisionerCallOptions,
  ): Promise<FoundResource | undefined>;

  /** Reads a resource as an environment. */
  read(
    place: Place,
    resourceRef: string,
    options: ProvisionerCallOptions,
  ): Promise<ImportableResource>;

  /** Adds tags to a resource, or changes their values. */
  tag(
    place: Place,
    resourceRef: string,
    tags: Readonly<Record<string, string>>,
    options: ProvisionerCallOptions,
  ): Promise<void>;

  /** Removes tags from a resource. */
  untag(
    place: Place,
    resourceRef: string,
    keys: readonly string[],
    options: ProvisionerCallOptions,
  ): Promise<void>;

  /** The spec of a resource with additional ownership tags. */
  withTags(spec: string, tags: Readonly<Record<string, string>>): string;

  /** The spec for the deletion of a resource, or of its parts, of which only the name is known. */
  bareSpec(
    place: Place,
    resourceRef: string,
    tags: Readonly<Record<string, string>>,
  ): string;
}

/**
 * Whether a resource answers.
 *
 * - `unhealthy`: it was asked, and something is wrong
 * - `unknown`: it could not be asked, which says nothing about it
 *
 * The `code` is stable and becomes the reason of the condition `Healthy`, so it is in CamelCase. The `params` are those of the message.
 * `detail` is a raw answer, which only callers who may read the log see.
 *
 * @public
 */
export type ResourceHealth =
  | { kind: 'healthy' }
  | {
      kind: 'unhealthy' | 'unknown';
      code: string;
      params?: Record<string, string | number>;
      message: string;
      detail?: string;
    };
