import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { Decision } from 'backstage-plugin-eks-environments-common';
import { RelativeTime, StateBadge } from '../components';
import { requestPresentations } from '../states';
import styles from './RequestDetail.module.css';
import { useText } from '../translation';

const presentations = {
  approved: requestPresentations.Approved,
  denied: requestPresentations.Denied,
};

const POLICY = 'policy:';

/** The decisions, with who made them and why. */
export function DecisionHistory(props: { decisions: Decision[] }) {
  const t = useText();
  return (
    <>
      {props.decisions.map(decision => (
        <div key={decision.decidedAt} className={styles.decision}>
          <Text as="p">
            {t('approvals.decision', {
              state: <StateBadge state={presentations[decision.decision]} />,
              who: <DecisionMaker decision={decision} />,
              time: <RelativeTime value={decision.decidedAt} />,
            })}
          </Text>
          {decision.comment && (
            <blockquote className={styles.reason}>
              {decision.comment}
            </blockquote>
          )}
        </div>
      ))}
    </>
  );
}

/** A user, or the policy that decided automatically. */
export function DecisionMaker(props: { decision: Decision }) {
  const t = useText();
  const { decidedBy } = props.decision;
  const isEntityRef = /^[a-z]+:.+\/.+$/i.test(decidedBy);
  return isEntityRef ? (
    <EntityRefLink entityRef={decidedBy} />
  ) : (
    <>
      {decidedBy.startsWith(POLICY)
        ? t('approvals.policy', { name: decidedBy.slice(POLICY.length) })
        : decidedBy}
    </>
  );
}
