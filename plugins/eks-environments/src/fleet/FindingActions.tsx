import { Button } from '@backstage/ui';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteButton } from '../components';
import { DeleteFindingDialog } from './DeleteFindingDialog';
import styles from './FindingActions.module.css';
import { IgnoreDialog } from './IgnoreDialog';
import { ImportDialog } from './ImportDialog';
import { useReopenFinding } from './fleetQueries';

type Action = FleetFinding['actions'][number];

const labels: Record<Action, string> = {
  adopt: 'Adopt',
  delete: 'Delete',
  ignore: 'Ignore',
  reopen: 'Open again',
};

/** A button for each thing that can be done about a finding. */
export function FindingActions(props: { fleet: Fleet; finding: FleetFinding }) {
  const { fleet, finding } = props;
  const [chosen, setChosen] = useState<Action>();
  const reopen = useReopenFinding(finding);
  const close = () => setChosen(undefined);
  return (
    <div className={styles.actions}>
      {finding.actions.map(action =>
        action === 'reopen' ? (
          <WriteButton
            key={action}
            label={labels[action]}
            fullLabel={`${labels[action]}: ${finding.subject}`}
            what="open it again"
            write={reopen}
          />
        ) : (
          <Button
            key={action}
            size="small"
            variant={action === 'adopt' ? 'primary' : 'secondary'}
            destructive={action === 'delete'}
            aria-label={`${labels[action]}: ${finding.subject}`}
            onPress={() => setChosen(action)}
          >
            {labels[action]}
          </Button>
        ),
      )}
      {chosen === 'ignore' && (
        <IgnoreDialog finding={finding} onClose={close} />
      )}
      {chosen === 'delete' && (
        <DeleteFindingDialog finding={finding} onClose={close} />
      )}
      {chosen === 'adopt' && (
        <ImportDialog fleet={fleet} finding={finding} onClose={close} />
      )}
    </div>
  );
}
