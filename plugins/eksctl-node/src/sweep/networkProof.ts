import { Tag } from '@aws-sdk/client-ec2';
import { isClaimedByOthers, provenLeftovers, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { SweepKnowledge } from './SweepKnowledge';
import { Leftover } from './Leftover';

/** GuardDuty's runtime monitoring sets this tag on what it creates in a VPC, and does not delete it. */
const GUARD_DUTY_TAG = 'GuardDutyManaged';

/** A network resource whose owner is to be determined. */
export type NetworkResource = {
  id: string | undefined;
  vpcId: string | undefined;
  tags: Tag[] | undefined;
  /** The resource that it is a setting of, without which it does not exist, such as the VPC of a flow log. */
  settingOf?: string;
};

/**
 * A network resource as a leftover; none if nothing proves that it belongs to the target.
 *
 * Beside the proofs by tags there are three more: a stack of the target created it, or created what it is a setting of, or GuardDuty
 * created it in a VPC that only the target uses.
 * Being in such a VPC is no proof by itself: anybody can create something there.
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
