import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import type {
  Fleet,
  FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import {
  EmptyState,
  PlainTable,
  RelativeTime,
  Section,
  StateBadge,
} from '../components';
import { useEnvironmentRoute } from '../usePageRoute';
import { FindingActions } from './FindingActions';
import { findingPresentation } from './findingPresentations';

/** Where AWS and the records differ, with what can be done about each. */
export function FindingsCard({ fleet }: { fleet: Fleet }) {
  const { findings } = fleet;
  return (
    <Section title="Where AWS and the records differ">
      {findings.length === 0 ? (
        <NothingFound fleet={fleet} />
      ) : (
        <PlainTable
          label="Findings"
          columns={[
            'What',
            { title: 'Found', isRowHeader: true },
            'Where',
            'Seen',
            ...(fleet.manageable
              ? [{ title: 'Actions', isTitleHidden: true }]
              : []),
          ]}
          rows={findings.map(finding => ({
            key: finding.id,
            cells: [
              <StateBadge key="kind" state={findingPresentation(finding)} />,
              <Found key="found" finding={finding} />,
              `${finding.account}, ${finding.region}`,
              <Seen key="seen" finding={finding} />,
              <FindingActions key="actions" fleet={fleet} finding={finding} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Nothing found means something only where somebody looked. */
function NothingFound({ fleet }: { fleet: Fleet }) {
  const complete = fleet.looks.filter(look => look.succeededAt && !look.error);
  return complete.length === fleet.looks.length && complete.length > 0 ? (
    <EmptyState
      title="AWS holds what the records say"
      description="Vanished clusters, clusters without a record, stacks left over and node groups that drifted appear here."
    />
  ) : (
    <EmptyState
      title="Not known yet"
      description="Nothing was found so far, but AWS was not read completely everywhere. See the looks below."
    />
  );
}

function Found({ finding }: { finding: FleetFinding }) {
  const environment = useEnvironmentRoute();
  const { summary, environmentId, reason, ignoredBy } = finding;
  return (
    <Flex direction="column" gap="1">
      <Text as="p" variant="body-small">
        {summary}
      </Text>
      {environmentId && environment && (
        <Link variant="body-small" href={environment({ id: environmentId })}>
          Its environment
        </Link>
      )}
      {reason && (
        <Text as="p" variant="body-small" color="secondary">
          Ignored by{' '}
          {ignoredBy && (
            <EntityRefLink entityRef={ignoredBy} defaultKind="user" hideIcon />
          )}
          : {reason}
        </Text>
      )}
    </Flex>
  );
}

function Seen({ finding }: { finding: FleetFinding }) {
  return (
    <Text as="p" variant="body-small">
      first <RelativeTime value={finding.firstSeen} />, last{' '}
      <RelativeTime value={finding.lastSeen} />
    </Text>
  );
}
