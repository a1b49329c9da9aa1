import { Tag } from '@aws-sdk/client-ec2';
import { isClaimedByOthers, provenLeftovers, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { SweepKnowledge } from './SweepKnowledge';
import { Leftover } from './Leftover';

/** GuardDuty's runtime monitoring tags what it makes in a VPC, and leaves it there. */
const GUARD_DUTY_TAG = 'GuardDutyManaged';

/** Something in a network whose owner is asked for. */
export type NetworkResource = {
  id: string | undefined;
  vpcId: string | undefined;
  tags: Tag[] | undefined;
  /** What it is a setting of: it has no existence of its own, as a flow log of a VPC. */
  settingOf?: string;
};

/**
 * A resource in a network as a leftover; none when nothing proves that it is the target's.
 *
 * Beside the proofs by tags there are three more: a stack of the target made it, or what it is a setting of, or GuardDuty made it in a VPC that
 * is the target's alone.
 * A VPC alone proves nothing of what is in it: anybody can put something there.
 */
export async function networkLeftovers(
  { id, vpcId, tags, settingOf }: NetworkResource,
  target: SweepTarget,
  known: SweepKnowledge,
  state: Pick<Leftover, 'blocked' | 'isBeingRemoved' | 'note'> = {},
): Promise<Leftover[]> {
  const values = tagMap(tags);
  const byTags = provenLeftovers(target, id, values, state);
  if (!id || byTags.length > 0 || isClaimedByOthers(values, target)) {
    return byTags;
  }
  const isGuardDuty =
    values[GUARD_DUTY_TAG] === 'true' &&
    vpcId !== undefined &&
    (await known.vpcs()).has(vpcId);
  if (isGuardDuty) {
    const proof = `tag ${GUARD_DUTY_TAG}=true, in the network ${vpcId}`;
    return [{ id, proof, ...state }];
  }
  const made = await known.madeByStacks();
  if (made.has(id)) {
    return [
      { id, proof: `made by a stack of ${target.clusterName}`, ...state },
    ];
  }
  if (settingOf !== undefined && made.has(settingOf)) {
    const proof = `setting of ${settingOf}, which a stack of ${target.clusterName} made`;
    return [{ id, proof, ...state }];
  }
  return [];
}
