import { Button, Flex } from '@backstage/ui';
import { RiDownload2Line, RiRefreshLine } from '@remixicon/react';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useText } from '../translation';
import { ImportDialog } from './ImportDialog';

/** Starts a reconciliation, and imports a cluster without a finding. */
export function FleetActions(props: {
  fleet: Fleet;
  isReconciling: boolean;
  onReconcile(): void;
}) {
  const t = useText();
  const { fleet, isReconciling, onReconcile } = props;
  const [isImporting, setImporting] = useState(false);
  return (
    <Flex gap="2">
      <Button
        variant="secondary"
        iconStart={<RiRefreshLine />}
        isPending={isReconciling}
        onPress={onReconcile}
      >
        {t('fleet.reconcile')}
      </Button>
      <Button
        variant="primary"
        iconStart={<RiDownload2Line />}
        onPress={() => setImporting(true)}
      >
        {t('fleet.import')}
      </Button>
      {isImporting && (
        <ImportDialog fleet={fleet} onClose={() => setImporting(false)} />
      )}
    </Flex>
  );
}
