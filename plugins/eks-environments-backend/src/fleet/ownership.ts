import { ConflictError, toError } from '@backstage/errors';
import {
  BLUEPRINT,
  ENVIRONMENT_ID,
  INSTALLATION,
  isGone,
  OWNER,
} from 'backstage-plugin-eks-environments-common';
import type {
  FoundResource,
  Place,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type EnvironmentRow, newId, whereLiving } from '../database';
import type { BoundedFleet } from '../provisioners';
import { IMPORTED_BLUEPRINT } from './importedBlueprint';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The ids of a record that is created from what exists. */
export interface AdoptedId {
  environmentId: string;
  /** The id in the tags, if it is another one: see {@link idInTags}. */
  taggedAs: string | null;
}

/**
 * The ids for a record, based on the id that the tags name: what carries it stays provably ours.
 *
 * @remarks
 *
 * The leftovers of a deleted environment are found by the id of that environment. The id of an environment that exists is not reused: it
 * proves the ownership of that environment's resources.
 */
export async function identify(
  knex: Knex,
  named: string | undefined,
): Promise<AdoptedId> {
  if (named === undefined || !ULID.test(named)) {
    return { environmentId: newId(), taggedAs: null };
  }
  const row = await knex<EnvironmentRow>('environments')
    .where('id', named)
    .first('state');
  if (!row) {
    return { environmentId: named, taggedAs: null };
  }
  return {
    environmentId: newId(),
    taggedAs: isGone(row.state) ? named : null,
  };
}

/** The tags that prove the ownership of a resource. */
export function ownershipTags(
  options: AdoptedId & { owner: string; installation: string },
): Record<string, string> {
  return {
    [ENVIRONMENT_ID]: options.taggedAs ?? options.environmentId,
    [OWNER]: options.owner,
    [INSTALLATION]: options.installation,
    [BLUEPRINT]: `${IMPORTED_BLUEPRINT.name}@${IMPORTED_BLUEPRINT.version}`,
  };
}

/** @throws ConflictError when the resource belongs to another installation */
export function assertNotAnothers(
  { resourceRef, tags }: FoundResource,
  installation: string,
): void {
  const portal = tags[INSTALLATION];
  if (portal !== undefined && portal !== installation) {
    throw new ConflictError(
      `${resourceRef} belongs to another installation (${portal}) and is not touched`,
    );
  }
}

/** The tags that were written to a resource. */
export interface WrittenTags {
  fleet: BoundedFleet;
  place: Place;
  /** The resource as it was before. */
  found: FoundResource;
  tags: Record<string, string>;
  installation: string;
}

/**
 * Restores a resource's tags after its record could not be written: to those of the record that it has by now, otherwise to what they were
 * before.
 *
 * @remarks
 *
 * If two callers adopt a resource at once, one writes the record, and the other may have written its tags last.
 */
export async function withdrawTags(
  knex: Knex,
  { fleet, place, found, tags, installation }: WrittenTags,
): Promise<void> {
  const { resourceRef } = found;
  const row = await findLiving(knex, resourceRef);
  if (row) {
    const { id: environmentId, tagged_as: taggedAs, owner } = row;
    await fleet.tag(
      place,
      resourceRef,
      ownershipTags({ environmentId, taggedAs, owner, installation }),
    );
    return;
  }
  const keys = Object.keys(tags);
  const added = keys.filter(key => found.tags[key] === undefined);
  const changed = keys.filter(key => found.tags[key] !== undefined);
  if (added.length > 0) {
    await fleet.untag(place, resourceRef, added);
  }
  if (changed.length > 0) {
    const before = changed.map(key => [key, found.tags[key]]);
    await fleet.tag(place, resourceRef, Object.fromEntries(before));
  }
}

/**
 * The refusal to throw after the tags were written in vain.
 *
 * @param withdraw - restores the tags. If that fails, the refusal says so, because the resource then looks like one of this installation
 */
export async function refuseAfter(
  refusal: unknown,
  withdraw: () => Promise<void>,
): Promise<unknown> {
  try {
    await withdraw();
    return refusal;
  } catch (error) {
    return new ConflictError(
      `${
        toError(refusal).message
      }. Its tags could not be restored either, so the fleet page may list it as a resource without a record: ${
        toError(error).message
      }`,
      error,
    );
  }
}

/**
 * Everything that belongs to a resource is found by its name, so no two that exist may share one.
 *
 * @throws ConflictError naming the environment that has it
 */
export async function assertNameIsFree(
  knex: Knex,
  clusterName: string,
): Promise<void> {
  const row = await findLiving(knex, clusterName);
  if (row) {
    throw new ConflictError(
      `clusterName: the environment ${row.name} in ${row.account}/${row.region} has the resource ${clusterName} already; names of resources are unique in all accounts`,
    );
  }
}

async function findLiving(
  knex: Knex,
  clusterName: string,
): Promise<EnvironmentRow | undefined> {
  return knex<EnvironmentRow>('environments')
    .where('resource_ref', clusterName)
    .modify(whereLiving)
    .first();
}
