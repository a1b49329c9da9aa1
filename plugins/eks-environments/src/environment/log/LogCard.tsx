import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  SearchField,
  Switch,
  Text,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type {
  Environment,
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { useDeferredValue, useState } from 'react';
import { downloadText } from '../../actions';
import { RequestError } from '../../components';
import type { LogConnection } from './followLog';
import { LogLines } from './LogLines';
import styles from './LogCard.module.css';
import { useOperationLog } from './useOperationLog';

const connectionTexts: Record<LogConnection, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Connection lost; trying again. No line gets lost.',
  complete: 'Complete',
};

/** The log of an operation: as it comes, searched, downloaded. */
export function LogCard(props: {
  environment: Environment;
  operation: Operation;
}) {
  const { environment, operation } = props;
  const [attempt, setAttempt] = useState(0);
  return (
    <Log
      key={`${operation.id} ${attempt}`}
      environment={environment}
      operation={operation}
      onRetry={() => setAttempt(attempt + 1)}
    />
  );
}

function Log(props: {
  environment: Environment;
  operation: Operation;
  onRetry(): void;
}) {
  const { environment, operation, onRetry } = props;
  const log = useOperationLog(environment.id, operation.id);
  const [follow, setFollow] = useState(true);
  const [search, setSearch] = useState('');
  const found = useFound(log.lines, useDeferredValue(search));

  return (
    <Card>
      <CardHeader>
        <Flex className={styles.tools} align="center" gap="3">
          <Text as="h3" variant="title-x-small">
            Log
          </Text>
          <Text color="secondary" variant="body-small" role="status">
            {search
              ? `${found.length} of ${log.lines.length} lines`
              : connectionTexts[log.connection]}
          </Text>
          <SearchField
            className={styles.search}
            size="small"
            aria-label="Search the log"
            placeholder="Search"
            value={search}
            onChange={setSearch}
          />
          <Switch label="Follow" isSelected={follow} onChange={setFollow} />
          <Button
            variant="secondary"
            iconStart={<RiDownloadLine />}
            isDisabled={log.lines.length === 0}
            onPress={() =>
              downloadText(
                `${
                  environment.clusterName
                }-${operation.kind.toLowerCase()}.log`,
                log.lines.map(toText).join('\n'),
              )
            }
          >
            Download
          </Button>
        </Flex>
      </CardHeader>
      <CardBody>
        {log.error ? (
          <RequestError what="the log" error={log.error} onRetry={onRetry} />
        ) : (
          <LogLines
            lines={found}
            highlight={search}
            follow={follow}
            onFollowChange={setFollow}
            emptyText={emptyText(log.connection, search)}
          />
        )}
      </CardBody>
    </Card>
  );
}

function useFound(lines: LogLine[], search: string): LogLine[] {
  const wanted = search.toLowerCase();
  return wanted
    ? lines.filter(({ text }) => text.toLowerCase().includes(wanted))
    : lines;
}

function emptyText(connection: LogConnection, search: string): string {
  if (search) {
    return 'No line has this text.';
  }
  return connection === 'complete'
    ? 'This operation wrote nothing.'
    : 'Lines appear here as soon as the engine writes them.';
}

function toText({ time, level, text }: LogLine): string {
  return `${time} ${level.padEnd(8)} ${text}`;
}
