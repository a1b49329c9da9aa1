import type {
  LogLine,
  LogLineLevelEnum,
} from 'backstage-plugin-eks-environments-common';
import type { OperationLogRow } from '../../database';

/** Converts a log line for the API. */
export function toLogLine(row: OperationLogRow): LogLine {
  return {
    sequence: row.sequence,
    time: row.time,
    level: row.level as LogLineLevelEnum,
    text: row.text,
  };
}
