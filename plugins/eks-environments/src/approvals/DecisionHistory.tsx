import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { Decision } from 'backstage-plugin-eks-environments-common';
import { RelativeTime, StateBadge } from '../components';
import { requestPresentations } from '../states';
import styles from './RequestDetail.module.css';

const presentations = {
  approved: requestPresentations.Approved,
  denied: requestPresentations.Denied,
};

/** What was decided, by whom and why. */
export function DecisionHistory(props: { decisions: Decision[] }) {
  return (
    <>
      {props.decisions.map(decision => (
        <div key={decision.decidedAt} className={styles.decision}>
          <Text as="p">
            <StateBadge state={presentations[decision.decision]} /> by{' '}
            <DecisionMaker decision={decision} />{' '}
            <RelativeTime value={decision.decidedAt} />
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

/** A person, or the policy that decided by itself. */
export function DecisionMaker(props: { decision: Decision }) {
  const { decidedBy } = props.decision;
  const isEntityRef = /^[a-z]+:.+\/.+$/i.test(decidedBy);
  return isEntityRef ? (
    <EntityRefLink entityRef={decidedBy} />
  ) : (
    <>{decidedBy.replace(/^policy:/, 'policy ')}</>
  );
}
