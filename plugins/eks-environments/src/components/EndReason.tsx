import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';

/** Why an environment ended, with the person who ended it, as in `Deleted by Pat Platform`. */
export function EndReason(props: {
  environment: Pick<Environment, 'endReason' | 'endedBy'>;
}) {
  const t = useText();
  const { endReason, endedBy } = props.environment;
  if (!endReason) {
    return undefined;
  }
  if (endedBy && (endReason === 'DeletedByUser' || endReason === 'Cancelled')) {
    const who = endedBy.includes(':') ? (
      <EntityDisplayName entityRef={endedBy} hideIcon />
    ) : (
      endedBy
    );
    return t(`environment.endedBy.${endReason}`, { who });
  }
  return <>{t(`environment.endReason.${endReason}`)}</>;
}
