import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  SearchField,
  Switch,
  Text,
} from '@backstage/ui';
import type {
  Environment,
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { useDeferredValue, useState } from 'react';
import { RelativeTime, RequestError, Section } from '../../components';
import { DownloadLog } from './DownloadLog';
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
  if (operation.logRemovedAt) {
    return <RemovedLog at={operation.logRemovedAt} />;
  }
  return (
    <Log
      key={`${operation.id} ${attempt}`}
      environment={environment}
      operation={operation}
      onRetry={() => setAttempt(attempt + 1)}
    />
  );
}

function RemovedLog({ at }: { at: string }) {
  return (
    <Section title="Log">
      <Text color="secondary">
        The log was removed on <RelativeTime value={at} format="local" />: logs
        are kept for some time after an operation has ended. What became of it
        is told above and in the timeline.
      </Text>
    </Section>
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
  const [downloadError, setDownloadError] = useState<Error>();
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
          <DownloadLog
            environment={environment}
            operation={operation}
            onError={setDownloadError}
          />
        </Flex>
      </CardHeader>
      <CardBody>
        {downloadError && (
          <RequestError
            what="the log as a file"
            error={downloadError}
            onRetry={() => setDownloadError(undefined)}
          />
        )}
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
