import { Button, Flex } from '@backstage/ui';
import { RiDownload2Line, RiRefreshLine } from '@remixicon/react';
import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ImportDialog } from './ImportDialog';
import { useLookAgain } from './fleetQueries';

/** Look again, and import a cluster that nobody found. */
export function FleetActions({ fleet }: { fleet: Fleet }) {
  const [isImporting, setImporting] = useState(false);
  const lookAgain = useLookAgain();
  const isLooking = fleet.looks.some(({ looking }) => looking);
  return (
    <Flex gap="2">
      <Button
        variant="secondary"
        iconStart={<RiRefreshLine />}
        isPending={isLooking || lookAgain.isPending}
        onPress={() => lookAgain.mutate()}
      >
        Look again now
      </Button>
      <Button
        variant="primary"
        iconStart={<RiDownload2Line />}
        onPress={() => setImporting(true)}
      >
        Import a cluster
      </Button>
      {isImporting && (
        <ImportDialog fleet={fleet} onClose={() => setImporting(false)} />
      )}
    </Flex>
  );
}
