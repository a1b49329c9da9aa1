import { Select, Text, TextField } from '@backstage/ui';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { formatDuration } from '../format';
import { useImportCluster } from './fleetQueries';
import { type ImportDraft, importInput, newDraft } from './importDraft';

const LEASES = ['PT8H', 'P1D', 'P2D', 'P7D', 'P14D', 'P30D'];

/** Makes an environment of a cluster that stands: says which, whose it is and for how long. */
export function ImportDialog(props: {
  fleet: Fleet;
  /** What is adopted; left out, a cluster that nobody found. */
  finding?: FleetFinding;
  onClose(): void;
}) {
  const { fleet, finding, onClose } = props;
  const [draft, setDraft] = useState(() => newDraft(fleet, finding));
  const importCluster = useImportCluster();
  const input = importInput(draft);
  return (
    <WriteDialog
      title={finding ? `Adopt ${finding.clusterName}` : 'Import a cluster'}
      verb={finding ? 'Adopt' : 'Import'}
      what={finding ? 'adopt it' : 'import it'}
      width={560}
      isComplete={input !== undefined}
      state={importCluster}
      onSubmit={() =>
        input && importCluster.mutate(input, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Text as="p">
        The cluster becomes an environment with a lease. Its config is read back
        from AWS, it counts for the quotas of its owner and of yours, and it
        gets the portal’s tags. At the end of the lease it is deleted.
      </Text>
      <ImportFields
        fleet={fleet}
        draft={draft}
        isKnown={finding !== undefined}
        onChange={changes => setDraft({ ...draft, ...changes })}
      />
    </WriteDialog>
  );
}

function ImportFields(props: {
  fleet: Fleet;
  draft: ImportDraft;
  isKnown: boolean;
  onChange(changes: Partial<ImportDraft>): void;
}) {
  const { fleet, draft, isKnown, onChange } = props;
  return (
    <>
      {!isKnown && (
        <>
          <Select
            label="Account and region"
            isRequired
            options={fleet.looks.map(({ account, region }) => ({
              id: `${account}/${region}`,
              label: `${account}, ${region}`,
            }))}
            value={draft.place}
            onChange={place => onChange({ place: place?.toString() ?? '' })}
          />
          <TextField
            label="Cluster"
            description="Its name in EKS. eksctl must have made it."
            isRequired
            value={draft.clusterName}
            onChange={clusterName => onChange({ clusterName })}
          />
        </>
      )}
      <TextField
        label="Name of the environment"
        isRequired
        value={draft.name}
        onChange={name => onChange({ name })}
      />
      <TextField
        label="Owner"
        description="A group or user of the catalog, such as group:default/team-shop."
        isRequired
        value={draft.owner}
        onChange={owner => onChange({ owner })}
      />
      <Select
        label="Lease"
        description="It begins now, and can be extended."
        isRequired
        options={LEASES.map(lease => ({
          id: lease,
          label: formatDuration(lease),
        }))}
        value={draft.lease}
        onChange={lease => onChange({ lease: lease?.toString() ?? '' })}
      />
      <ReasonField
        value={draft.reason}
        onChange={reason => onChange({ reason })}
      />
    </>
  );
}
