import { RiAlertFill, RiErrorWarningLine } from '@remixicon/react';
import type {
  BlueprintProblem,
  Fleet,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, Section, StateBadge } from '../components';
import type { StatePresentation } from '../states';
import { ClearPart } from './ClearPart';
import { useText } from '../translation';

const presentations: Record<BlueprintProblem['severity'], StatePresentation> = {
  error: { label: 'state.blueprint.error', tone: 'danger', icon: RiAlertFill },
  warning: {
    label: 'state.blueprint.warning',
    tone: 'warning',
    icon: RiErrorWarningLine,
  },
};

/** Problems of blueprints: where, and whether developers can still request environments of them. */
export function BlueprintProblemsCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { blueprintProblems: problems } = fleet;
  return problems.length === 0 ? (
    <ClearPart title={t('fleet.blueprints')}>{t('fleet.allOffered')}</ClearPart>
  ) : (
    <Section title={t('fleet.blueprintProblems')}>
      <PlainTable
        label={t('fleet.blueprintProblems')}
        columns={[
          { title: t('fleet.blueprint'), isRowHeader: true },
          t('fleet.state'),
          t('fleet.field'),
          t('fleet.problem'),
        ]}
        rows={problems.map(({ source, severity, path, message }) => ({
          key: `${source} ${path} ${message}`,
          cells: [
            source,
            <StateBadge key="state" state={presentations[severity]} />,
            path ?? '',
            message,
          ],
        }))}
      />
    </Section>
  );
}
