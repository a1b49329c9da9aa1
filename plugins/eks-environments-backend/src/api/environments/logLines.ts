import {
  finalStates,
  type LogLine,
  type LogLineLevelEnum,
  operationStates,
  type OperationState,
} from 'backstage-plugin-eks-environments-common';
import type { OperationLogRow } from '../../database';

/** A line of a log as the API shows it. */
export function toLogLine(row: OperationLogRow): LogLine {
  return {
    sequence: row.sequence,
    time: row.time,
    level: row.level as LogLineLevelEnum,
    text: row.text,
  };
}

/** Whether nothing more comes of an operation. */
export function isOver(state: OperationState): boolean {
  return finalStates(operationStates).includes(state);
}
