import { RiAlertFill, RiErrorWarningLine } from '@remixicon/react';
import type {
  BlueprintProblem,
  Fleet,
} from 'backstage-plugin-eks-environments-common';
import { PlainTable, Section, StateBadge } from '../components';
import type { StatePresentation } from '../states';

const presentations: Record<BlueprintProblem['severity'], StatePresentation> = {
  error: { label: 'Not on offer', tone: 'danger', icon: RiAlertFill },
  warning: {
    label: 'On offer, with a problem',
    tone: 'warning',
    icon: RiErrorWarningLine,
  },
};

/** What is wrong with blueprints: where, and whether developers can still ask for them. Nothing while all are well. */
export function BlueprintProblemsCard({ fleet }: { fleet: Fleet }) {
  const { blueprintProblems: problems } = fleet;
  return problems.length === 0 ? null : (
    <Section title="Blueprint problems">
      <PlainTable
        label="Blueprint problems"
        columns={[
          { title: 'Blueprint', isRowHeader: true },
          'State',
          'Field',
          'Problem',
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
