import {
  finalStates,
  type LogLine,
  type LogLineLevelEnum,
  operationStates,
  type OperationState,
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

/** Whether an operation has ended. */
export function isOver(state: OperationState): boolean {
  return finalStates(operationStates).includes(state);
}
