import { NotFoundError } from '@backstage/errors';
import type { LogLine } from 'backstage-plugin-eks-environments-common';
import type { OperationRef } from '../environments/OperationRef';
import type { LogFile } from './types';
import type { OperationLogSource } from './OperationLogFeed';

const LINES_AT_ONCE = 1_000;
/** The longest name of a level, and one space. */
const LEVEL_WIDTH = 9;

/**
 * The whole log of an operation as a text file, read on demand.
 *
 * @throws NotFoundError when the log was removed
 */
export async function logFile(
  source: OperationLogSource,
  ref: OperationRef,
): Promise<LogFile> {
  const operation = await source.getOperation(ref);
  if (operation.logRemovedAt !== undefined) {
    throw new NotFoundError(
      `The log was removed on ${operation.logRemovedAt}: logs are kept for some time only`,
    );
  }
  return {
    name: `${operation.type}-${operation.id}.log`,
    text: textOf(source, ref.operationId),
  };
}

async function* textOf(
  source: OperationLogSource,
  operationId: string,
): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const lines = await source.readLines(operationId, {
      after,
      limit: LINES_AT_ONCE,
    });
    yield lines.map(toText).join('');
    if (lines.length < LINES_AT_ONCE) {
      return;
    }
    after = lines[lines.length - 1].sequence;
  }
}

function toText({ time, level, text }: LogLine): string {
  return `${time} ${level.padEnd(LEVEL_WIDTH)}${text}\n`;
}
