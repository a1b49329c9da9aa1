import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-eks';
import { ConflictError } from '@backstage/errors';
import {
  BLUEPRINT,
  ENVIRONMENT_ID,
  INSTALLATION,
  OWNER,
} from 'backstage-plugin-eks-environments-common';
import type { EksCluster } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import type { AccountAccess } from '../accounts';
import { type EnvironmentRow, newId } from '../database';
import { IMPORTED_BLUEPRINT } from './importedBlueprint';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * The id for a record: the one that AWS names, if no environment has or had it, so that what carries the tag stays provably ours.
 */
export async function freeEnvironmentId(
  knex: Knex,
  named: string | undefined,
): Promise<string> {
  if (named === undefined || !ULID.test(named)) {
    return newId();
  }
  const row = await knex<EnvironmentRow>('environments')
    .where('id', named)
    .first('id');
  return row ? newId() : named;
}

/** The tags that prove whose a cluster is. */
export function ownershipTags(options: {
  environmentId: string;
  owner: string;
  installation: string;
}): Record<string, string> {
  return {
    [ENVIRONMENT_ID]: options.environmentId,
    [OWNER]: options.owner,
    [INSTALLATION]: options.installation,
    [BLUEPRINT]: `${IMPORTED_BLUEPRINT.name}@${IMPORTED_BLUEPRINT.version}`,
  };
}

/** @throws ConflictError when another portal has it */
export function assertNotAnothers(
  { name, tags }: EksCluster,
  installation: string,
): void {
  const portal = tags[INSTALLATION];
  if (portal !== undefined && portal !== installation) {
    throw new ConflictError(
      `The cluster ${name} belongs to another installation (${portal}) and is not touched`,
    );
  }
}

/** Puts the tags on a cluster. */
export async function tagCluster(
  { clients }: AccountAccess,
  { arn }: EksCluster,
  tags: Record<string, string>,
): Promise<void> {
  await clients.eks.send(new TagResourceCommand({ resourceArn: arn, tags }));
}

/** Gives a cluster the tags back that it had before {@link tagCluster}. */
export async function restoreTags(
  { clients }: AccountAccess,
  { arn, tags }: EksCluster,
  written: Record<string, string>,
): Promise<void> {
  const keys = Object.keys(written);
  const changed = keys.filter(key => tags[key] !== undefined);
  const added = keys.filter(key => tags[key] === undefined);
  if (added.length > 0) {
    await clients.eks.send(
      new UntagResourceCommand({ resourceArn: arn, tagKeys: added }),
    );
  }
  if (changed.length > 0) {
    await clients.eks.send(
      new TagResourceCommand({
        resourceArn: arn,
        tags: Object.fromEntries(changed.map(key => [key, tags[key]])),
      }),
    );
  }
}
