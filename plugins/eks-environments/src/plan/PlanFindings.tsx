import { Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiCloseCircleFill,
  RiInformationLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { Finding, Plan } from 'backstage-plugin-eks-environments-common';
import { CopyableCode } from '../components';
import { fieldLabel, type FieldTitles } from './fieldTitles';
import styles from './PlanCard.module.css';
import { messageBesideField, sortedFindings } from './planSummary';

const presentations: Record<
  Finding['severity'],
  { word: string; icon: RemixiconComponentType }
> = {
  error: { word: 'Error', icon: RiCloseCircleFill },
  warning: { word: 'Warning', icon: RiAlertFill },
  info: { word: 'Note', icon: RiInformationLine },
};

/** What is wrong or worth knowing, the worst first, each with the field it is about. */
export function PlanFindings(props: {
  plan: Pick<Plan, 'findings'>;
  titles?: FieldTitles;
}) {
  const findings = sortedFindings(props.plan);
  if (findings.length === 0) {
    return undefined;
  }
  return (
    <ul className={styles.findings} aria-label="Findings">
      {findings.map(finding => {
        const { word, icon: Icon } = presentations[finding.severity];
        return (
          <li
            key={`${finding.code} ${finding.field} ${finding.path} ${finding.message}`}
            className={styles.finding}
            data-severity={finding.severity}
          >
            <Icon aria-hidden="true" size={16} className={styles.findingIcon} />
            <div className={styles.findingText}>
              <Text as="p">
                <strong>
                  {word}
                  {finding.field &&
                    ` in ${fieldLabel(finding.field, props.titles)}`}
                  :
                </strong>{' '}
                {messageBesideField(finding)}
                {finding.path && (
                  <code className={styles.path}> {finding.path}</code>
                )}
              </Text>
              <FindingPlaces finding={finding} />
              {finding.allowedPath && (
                <CopyableCode
                  text={`- ${finding.allowedPath}`}
                  what="entry for allowedPaths"
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Each place of a finding that is about several. */
function FindingPlaces({ finding }: { finding: Finding }) {
  const { places = [] } = finding;
  return places.length === 0 ? undefined : (
    <Text as="p" variant="body-small">
      In <code className={styles.path}>{places.join(', ')}</code>
    </Text>
  );
}
