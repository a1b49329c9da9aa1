import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import {
  answers,
  type Environment,
  type Operation,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { type Translate, useText } from '../translation';
import { OperationSection, OPERATION_PARAMETER } from './OperationSection';
import { formatSeconds, secondsBetween } from '../format';

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
      <AccordionTrigger>
        <span>
          <Text weight="bold">{operation && formatFinished(operation, t)}</Text>{' '}
          <Text color="secondary">
            {t(isExpanded ? 'environment.hideLog' : 'environment.showLog')}
          </Text>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        {isExpanded && <OperationSection environment={environment} />}
      </AccordionPanel>
    </Accordion>
  );
}

function formatFinished(operation: Operation, t: Translate): string {
  const { title, lane, startedAt, finishedAt } = operation;
  if (!startedAt || !finishedAt) {
    return title;
  }
  const time = formatSeconds(secondsBetween(startedAt, finishedAt), t);
  return lane === 'build'
    ? t('environment.builtIn', { time })
    : t('environment.doneIn', { title, time });
}
