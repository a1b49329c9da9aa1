import { Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionLine,
} from '@remixicon/react';
import type { PlanCheck } from 'backstage-plugin-eks-environments-common';
import { asSentence, formatTimeOfDay } from '../format';
import styles from './PlanCard.module.css';
import { useText } from '../translation';
import { PlanSection } from './PlanSection';

const presentations = {
  failed: {
    word: 'plan.notPossible',
    icon: RiCloseCircleFill,
    severity: 'error',
  },
  warning: { word: 'plan.noRoom', icon: RiAlertFill, severity: 'warning' },
  unknown: { word: 'plan.notChecked', icon: RiQuestionLine, severity: 'info' },
} as const satisfies Record<Exclude<PlanCheck['outcome'], 'passed'>, object>;

/** The results of preflight checks: one line if all passed, otherwise each other result with its numbers and remedy. */
export function PlanChecks(props: {
  checks: PlanCheck[];
  /** ISO 8601. */
  checkedAt?: string;
}) {
  const t = useText();
  const { checks, checkedAt } = props;
  if (checks.length === 0) {
    return undefined;
  }
  const problems = checks.filter(({ outcome }) => outcome !== 'passed');
  const rooms = checks.filter(
    ({ outcome, limit }) => outcome === 'passed' && limit !== undefined,
  );
  return (
    <PlanSection
      title={
        checkedAt
          ? t('plan.inAwsAt', {
              time: formatTimeOfDay(Date.parse(checkedAt)),
            })
          : t('plan.inAws')
      }
    >
      {problems.length === 0 && (
        <Text as="p" className={styles.verdict}>
          <RiCheckboxCircleFill aria-hidden="true" size={16} />
          {t('plan.allThere')}
        </Text>
      )}
      {problems.length > 0 && (
        <ul className={styles.findings} aria-label={t('plan.checks')}>
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
  const t = useText();
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
        <strong>
          {t('plan.check', {
            word: t(outcome === 'warning' && !isQuota ? 'plan.warning' : word),
          })}
        </strong>{' '}
        {asSentence(message)} {remedy}
      </Text>
    </li>
  );
}
