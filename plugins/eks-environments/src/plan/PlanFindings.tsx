import { Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiCloseCircleFill,
  RiInformationLine,
} from '@remixicon/react';
import type { Finding, Plan } from 'backstage-plugin-eks-environments-common';
import { CopyableCode } from '../components';
import { useText } from '../translation';
import { fieldLabel, type FieldTitles } from './fieldTitles';
import styles from './PlanCard.module.css';
import { messageBesideField, sortedFindings } from './findingTexts';

const presentations = {
  error: { word: 'plan.error', icon: RiCloseCircleFill },
  warning: { word: 'plan.warning', icon: RiAlertFill },
  info: { word: 'plan.note', icon: RiInformationLine },
} as const satisfies Record<Finding['severity'], object>;

/** The findings, most severe first, each with its field. */
export function PlanFindings(props: {
  plan: Pick<Plan, 'findings'>;
  titles?: FieldTitles;
}) {
  const t = useText();
  const findings = sortedFindings(props.plan);
  if (findings.length === 0) {
    return undefined;
  }
  return (
    <ul className={styles.findings} aria-label={t('plan.findings')}>
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
                  {finding.field
                    ? t('plan.findingIn', {
                        word: t(word),
                        field: fieldLabel(finding.field, props.titles),
                      })
                    : t('plan.finding', { word: t(word) })}
                </strong>{' '}
                {messageBesideField(finding, t)}
                {finding.path && (
                  <code className={styles.path}> {finding.path}</code>
                )}
              </Text>
              <FindingPlaces finding={finding} />
              {finding.allowedPath && (
                <CopyableCode
                  text={`- ${finding.allowedPath}`}
                  what={t('plan.allowedPath')}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The places of a finding that applies to several. */
function FindingPlaces({ finding }: { finding: Finding }) {
  const t = useText();
  const { places = [] } = finding;
  return places.length === 0 ? undefined : (
    <Text as="p" variant="body-small">
      {t('plan.places', {
        places: <code className={styles.path}>{places.join(', ')}</code>,
      })}
    </Text>
  );
}
