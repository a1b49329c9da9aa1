import { Select, Text, TextField } from '@backstage/ui';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ReasonField, WriteDialog } from '../components';
import { formatDuration } from '../format';
import { useText } from '../translation';
import { useImportCluster } from './fleetQueries';
import {
  type ImportDraft,
  importInput,
  newDraft,
  placesOf,
} from './importDraft';

const LEASES = ['PT8H', 'P1D', 'P2D', 'P7D', 'P14D', 'P30D'];

/** Imports an existing cluster as an environment: asks which, for which owner and for how long. */
export function ImportDialog(props: {
  fleet: Fleet;
  /** The finding to import; if omitted, a cluster without a finding. */
  finding?: FleetFinding;
  onClose(): void;
}) {
  const t = useText();
  const { fleet, finding, onClose } = props;
  const [draft, setDraft] = useState(() => newDraft(fleet, finding));
  const importCluster = useImportCluster();
  const input = importInput(draft);
  return (
    <WriteDialog
      title={
        finding
          ? t('fleet.adoptTitle', { cluster: finding.clusterName })
          : t('fleet.import')
      }
      verb={t(finding ? 'fleet.action.adopt' : 'fleet.importVerb')}
      what={t(finding ? 'fleet.toAdopt' : 'fleet.toImport')}
      width={560}
      isComplete={input !== undefined}
      state={importCluster}
      onSubmit={() =>
        input && importCluster.mutate(input, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Text as="p">{t('fleet.importMeaning')}</Text>
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
  const t = useText();
  const { fleet, draft, isKnown, onChange } = props;
  return (
    <>
      {!isKnown && (
        <>
          <Select
            label={t('fleet.accountAndRegion')}
            isRequired
            options={placesOf(fleet).map(id => {
              const [account, region] = id.split('/');
              return { id, label: t('fleet.place', { account, region }) };
            })}
            value={draft.place}
            onChange={place => onChange({ place: place?.toString() ?? '' })}
          />
          <TextField
            label={t('fleet.cluster')}
            description={t('fleet.clusterMeaning')}
            isRequired
            value={draft.clusterName}
            onChange={clusterName => onChange({ clusterName })}
          />
        </>
      )}
      <TextField
        label={t('fleet.environmentName')}
        isRequired
        value={draft.name}
        onChange={name => onChange({ name })}
      />
      <TextField
        label={t('fleet.owner')}
        description={t('fleet.ownerMeaning')}
        isRequired
        value={draft.owner}
        onChange={owner => onChange({ owner })}
      />
      <Select
        label={t('fleet.lease')}
        description={t('fleet.leaseMeaning')}
        isRequired
        options={LEASES.map(lease => ({
          id: lease,
          label: formatDuration(lease, t),
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
