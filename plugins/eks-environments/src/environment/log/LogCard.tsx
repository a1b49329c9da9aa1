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
import { type Translate, useText } from '../../translation';
import { DownloadLog } from './DownloadLog';
import type { LogConnection } from './followLog';
import { LogLines } from './LogLines';
import styles from './LogCard.module.css';
import { useOperationLog } from './useOperationLog';

/** The log of an operation: live, with search and download. */
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
  const t = useText();
  return (
    <Section title={t('log.title')}>
      <Text color="secondary">
        {t('log.removed', {
          time: <RelativeTime value={at} format="local" />,
        })}
      </Text>
    </Section>
  );
}

function Log(props: {
  environment: Environment;
  operation: Operation;
  onRetry(): void;
}) {
  const t = useText();
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
            {t('log.title')}
          </Text>
          <Text color="secondary" variant="body-small" role="status">
            {search
              ? t('log.found', {
                  found: String(found.length),
                  all: String(log.lines.length),
                })
              : t(`log.connection.${log.connection}`)}
          </Text>
          <SearchField
            className={styles.search}
            size="small"
            aria-label={t('log.search')}
            placeholder={t('log.searchPlaceholder')}
            value={search}
            onChange={setSearch}
          />
          <Switch
            label={t('log.follow')}
            isSelected={follow}
            onChange={setFollow}
          />
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
            what={t('log.theFile')}
            error={downloadError}
            onRetry={() => setDownloadError(undefined)}
          />
        )}
        {log.error ? (
          <RequestError
            what={t('log.the')}
            error={log.error}
            onRetry={onRetry}
          />
        ) : (
          <LogLines
            lines={found}
            highlight={search}
            follow={follow}
            onFollowChange={setFollow}
            emptyText={emptyText(log.connection, search, t)}
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

function emptyText(
  connection: LogConnection,
  search: string,
  t: Translate,
): string {
  if (search) {
    return t('log.noMatch');
  }
  return connection === 'complete' ? t('log.wroteNothing') : t('log.empty');
}
