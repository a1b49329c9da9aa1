import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { RiCheckboxCircleFill, RiCloseCircleFill } from '@remixicon/react';
import type { Plan, PlanCheck } from 'backstage-plugin-eks-environments-common';
import { CopyableCode, StateBadge } from '../components';
import type { StatePresentation } from '../states';
import { useText } from '../translation';
import type { FieldTitles } from './fieldTitles';
import styles from './PlanCard.module.css';
import { PlanApproval } from './PlanApproval';
import { PlanChanges } from './PlanChanges';
import { PlanChecks } from './PlanChecks';
import { PlanCost } from './PlanCost';
import { PlanDryRun } from './PlanDryRun';
import { PlanFindings } from './PlanFindings';
import { PlanLease } from './PlanLease';
import { PlanQuota } from './PlanQuota';
import { PlanSize } from './PlanSize';

const outcomes: Record<Plan['outcome'], StatePresentation> = {
  acceptable: {
    label: 'state.plan.acceptable',
    tone: 'success',
    icon: RiCheckboxCircleFill,
  },
  refused: {
    label: 'state.plan.refused',
    tone: 'danger',
    icon: RiCloseCircleFill,
  },
};

/** The plan of a request: the same in the form, on the approvals page and on the environment's page. */
export function PlanCard(props: {
  plan: Plan;
  /** Titles of the form's fields, for findings. */
  titles?: FieldTitles;
  /** Shows that a newer plan is being computed. */
  isStale?: boolean;
  /** When AWS was checked for the plan; ISO 8601. */
  checkedAt?: string;
  /** The plan belongs to a submitted request, so whether it can be submitted is no longer shown. */
  isRequested?: boolean;
}) {
  const t = useText();
  const { plan, titles, isStale, isRequested, checkedAt } = props;
  return (
    <Card className={styles.card} aria-busy={isStale || undefined}>
      <CardHeader>
        <Flex align="center" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('plan.title')}
          </Text>
          {!isRequested && <StateBadge state={outcomes[plan.outcome]} />}
        </Flex>
      </CardHeader>
      <CardBody className={isStale ? styles.stale : undefined}>
        <Flex direction="column" gap="4">
          <PlanFindings plan={plan} titles={titles} />
          <PlanChanges changes={plan.changes} />
          {plan.cost && <PlanCost cost={plan.cost} plan={plan} />}
          {plan.size && <PlanSize size={plan.size} />}
          <PlanQuota effects={plan.quota} />
          <PlanChecks checks={relevantChecks(plan)} checkedAt={checkedAt} />
          {plan.outcome === 'acceptable' && (
            <PlanDryRun verdict={plan.dryRun} />
          )}
          {plan.outcome === 'acceptable' && (
            <PlanApproval approval={plan.approval} />
          )}
          {plan.lease && <PlanLease lease={plan.lease} />}
          {plan.config && (
            <Accordion>
              <AccordionTrigger>
                <Text>{t('plan.config')}</Text>
              </AccordionTrigger>
              <AccordionPanel>
                <CopyableCode
                  text={plan.config}
                  what={t('plan.clusterConfig')}
                />
              </AccordionPanel>
            </Accordion>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}

/** Of a refused plan, only the checks that may explain it: nobody builds it, so what AWS has for it does not matter. */
function relevantChecks({ outcome, checks = [] }: Plan): PlanCheck[] {
  return outcome === 'refused'
    ? checks.filter(check => check.outcome === 'failed')
    : checks;
}
