import type {
  Fleet,
  FleetFinding,
  ImportInput,
} from 'backstage-plugin-eks-environments-common';

/** The current input of the form. */
export interface ImportDraft {
  /** `account/region`. */
  place: string;
  /** Omitted: the default of the API. */
  provisioner?: string;
  clusterName: string;
  name: string;
  owner: string;
  /** ISO 8601 duration. */
  lease: string;
  reason: string;
}

const USUAL_LEASE = 'P2D';

/** Maximum length of a name. */
const MAXIMUM_NAME = 30;

/** Each account and region once, as `account/region`. */
export function placesOf({ reconciliations }: Fleet): string[] {
  return [
    ...new Set(
      reconciliations.map(({ account, region }) => `${account}/${region}`),
    ),
  ];
}

/** The initial values, from a finding if there is one. */
export function newDraft(fleet: Fleet, finding?: FleetFinding): ImportDraft {
  const [place] = finding
    ? [`${finding.account}/${finding.region}`]
    : placesOf(fleet);
  const owner = finding?.details.owner;
  return {
    place: place ?? '',
    provisioner: finding?.provisioner,
    clusterName: finding?.clusterName ?? '',
    name: finding?.clusterName.slice(0, MAXIMUM_NAME) ?? '',
    owner: typeof owner === 'string' ? owner : '',
    lease: USUAL_LEASE,
    reason: '',
  };
}

/** The input of the API call; undefined while something is missing. */
export function importInput(draft: ImportDraft): ImportInput | undefined {
  const [account, region] = draft.place.split('/');
  const clusterName = draft.clusterName.trim();
  const name = draft.name.trim();
  const owner = draft.owner.trim();
  const isComplete = [account, region, clusterName, name, owner, draft.lease];
  return isComplete.every(Boolean)
    ? {
        account,
        region,
        provisioner: draft.provisioner,
        clusterName,
        name,
        owner,
        lease: draft.lease,
        reason: draft.reason.trim() || undefined,
      }
    : undefined;
}
