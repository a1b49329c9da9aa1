import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import {
  answers,
  type Environment,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useText } from '../translation';
import { OperationSection, OPERATION_PARAMETER } from './OperationSection';
import { formatLocal } from '../format';

/** Progress and log of the current operation. Collapsed if the cluster is ready and the operation succeeded. */
export function OperationCard(props: { environment: Environment }) {
  const { environment } = props;
  return isFinished(environment) ? (
    <FinishedOperation environment={environment} />
  ) : (
    <OperationSection environment={environment} />
  );
}

function isFinished({ state, operation }: Environment): boolean {
  return answers(state) && operation?.state === 'Succeeded';
}

function FinishedOperation({ environment }: { environment: Environment }) {
  const t = useText();
  const { operation } = environment;
  const [params] = useSearchParams();
  // A link to an operation is a link to its log.
  const [isExpanded, setExpanded] = useState(params.has(OPERATION_PARAMETER));
  return (
    <Accordion isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <AccordionTrigger
        title={operation?.title}
        subtitle={
          operation?.finishedAt &&
          t('environment.operationDone', {
            time: formatLocal(operation.finishedAt),
          })
        }
      />
      <AccordionPanel>
        {isExpanded && <OperationSection environment={environment} />}
      </AccordionPanel>
    </Accordion>
  );
}
