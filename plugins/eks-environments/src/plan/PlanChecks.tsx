import { Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { PlanCheck } from 'backstage-plugin-eks-environments-common';
import { asSentence } from '../format';
import styles from './PlanCard.module.css';
import { PlanSection } from './PlanSection';

const presentations: Record<
  Exclude<PlanCheck['outcome'], 'passed'>,
  { word: string; icon: RemixiconComponentType; severity: string }
> = {
  failed: { word: 'Not possible', icon: RiCloseCircleFill, severity: 'error' },
  warning: { word: 'No room now', icon: RiAlertFill, severity: 'warning' },
  unknown: { word: 'Not checked', icon: RiQuestionLine, severity: 'info' },
};

/** What a look at AWS found: one line when all is well, else each thing that is not, with numbers and what to do. */
export function PlanChecks(props: { checks: PlanCheck[] }) {
  const { checks } = props;
  if (checks.length === 0) {
    return undefined;
  }
  const problems = checks.filter(({ outcome }) => outcome !== 'passed');
  const rooms = checks.filter(
    ({ outcome, limit }) => outcome === 'passed' && limit !== undefined,
  );
  return (
    <PlanSection title="In AWS now">
      {problems.length === 0 && (
        <Text as="p" className={styles.verdict}>
          <RiCheckboxCircleFill aria-hidden="true" size={16} />
          All that it takes is there
        </Text>
      )}
      {problems.length > 0 && (
        <ul className={styles.findings} aria-label="Checks in AWS">
          {problems.map(problem => (
            <Problem key={problem.message} problem={problem} />
          ))}
        </ul>
      )}
      {rooms.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {rooms.map(({ message }) => message).join(' · ')}
        </Text>
      )}
    </PlanSection>
  );
}

function Problem({ problem }: { problem: PlanCheck }) {
  const { check, outcome, message, remedy } = problem;
  if (outcome === 'passed') {
    return undefined;
  }
  const { word, icon: Icon, severity } = presentations[outcome];
  const isQuota = problem.limit !== undefined;
  return (
    <li className={styles.finding} data-severity={severity} data-check={check}>
      <Icon aria-hidden="true" size={16} className={styles.findingIcon} />
      <Text as="p">
        <strong>{outcome === 'warning' && !isQuota ? 'Warning' : word}:</strong>{' '}
        {asSentence(message)} {remedy}
      </Text>
    </li>
  );
}
