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
import { translateEvent } from '../format';
import { useText } from '../translation';
import { isScanned } from './attention';
import { ClearPart } from './ClearPart';
import { FindingActions } from './FindingActions';
import { findingPresentation } from './findingPresentations';

/** The findings of reconciliation, with the possible actions on each. */
export function FindingsCard({ fleet }: { fleet: Fleet }) {
  const t = useText();
  const { findings } = fleet;
  return findings.length === 0 ? (
    <NothingFound fleet={fleet} />
  ) : (
    <Section title={t('fleet.differences')}>
      <PlainTable
        label={t('fleet.findings')}
        columns={[
          t('fleet.what'),
          { title: t('fleet.found'), isRowHeader: true },
          t('fleet.where'),
          t('fleet.seen'),
          ...(fleet.manageable
            ? [{ title: t('fleet.actions'), isTitleHidden: true }]
            : []),
        ]}
        rows={findings.map(finding => ({
          key: finding.id,
          cells: [
            <StateBadge key="kind" state={findingPresentation(finding)} />,
            <Found key="found" finding={finding} />,
            t('fleet.place', {
              account: finding.account,
              region: finding.region,
            }),
            <Seen key="seen" finding={finding} />,
            <FindingActions key="actions" fleet={fleet} finding={finding} />,
          ],
        }))}
      />
    </Section>
  );
}

/** An empty list is meaningful only if reconciliation has run. */
function NothingFound({ fleet }: { fleet: Fleet }) {
  const t = useText();
  return isScanned(fleet) ? (
    <ClearPart title={t('fleet.differences')}>
      {t('fleet.noDifference')}
    </ClearPart>
  ) : (
    <Section title={t('fleet.differences')}>
      <EmptyState
        title={t('fleet.notKnown')}
        description={t('fleet.notKnownMeaning')}
      />
    </Section>
  );
}

function Found({ finding }: { finding: FleetFinding }) {
  const t = useText();
  const environment = useEnvironmentRoute();
  const { summary, code, params, environmentId, reason, ignoredBy } = finding;
  return (
    <Flex direction="column" gap="1">
      <Text as="p" variant="body-small">
        {translateEvent({ code, params, message: summary }, t)}
      </Text>
      {environmentId && environment && (
        <Link variant="body-small" href={environment({ id: environmentId })}>
          {t('fleet.itsEnvironment')}
        </Link>
      )}
      {reason && (
        <Text as="p" variant="body-small" color="secondary">
          {ignoredBy
            ? t('fleet.ignoredBy', {
                who: (
                  <EntityRefLink
                    entityRef={ignoredBy}
                    defaultKind="user"
                    hideIcon
                  />
                ),
                reason,
              })
            : t('fleet.ignored', { reason })}
        </Text>
      )}
    </Flex>
  );
}

function Seen({ finding }: { finding: FleetFinding }) {
  const t = useText();
  return (
    <Text as="p" variant="body-small">
      {t('fleet.firstAndLast', {
        first: <RelativeTime value={finding.firstSeen} />,
        last: <RelativeTime value={finding.lastSeen} />,
      })}
    </Text>
  );
}
