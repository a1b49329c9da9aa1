import { Button } from '@backstage/ui';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteButton } from '../components';
import { useText } from '../translation';
import { DeleteFindingDialog } from './DeleteFindingDialog';
import styles from './FindingActions.module.css';
import { IgnoreDialog } from './IgnoreDialog';
import { ImportDialog } from './ImportDialog';
import { useReopenFinding } from './fleetQueries';

type Action = FleetFinding['actions'][number];

/** A button for each possible action on a finding. */
export function FindingActions(props: { fleet: Fleet; finding: FleetFinding }) {
  const t = useText();
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
            label={t(`fleet.action.${action}`)}
            fullLabel={t('fleet.actionOn', {
              action: t(`fleet.action.${action}`),
              subject: finding.subject,
            })}
            what={t('fleet.toReopen')}
            write={reopen}
          />
        ) : (
          <Button
            key={action}
            size="small"
            variant={action === 'adopt' ? 'primary' : 'secondary'}
            destructive={action === 'delete'}
            aria-label={t('fleet.actionOn', {
              action: t(`fleet.action.${action}`),
              subject: finding.subject,
            })}
            onPress={() => setChosen(action)}
          >
            {t(`fleet.action.${action}`)}
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
