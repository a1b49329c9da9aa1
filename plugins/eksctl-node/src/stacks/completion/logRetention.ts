import { logRetentionOf } from '../logRetention';
import { LogRetentionStep, SettlingStep } from '../types';
import { CompletionContext } from './PartKind';

/** The log types themselves are part of the cluster stack. */
export function logRetentionStep({
  config,
  parts: { logGroup },
}: CompletionContext): LogRetentionStep | SettlingStep | undefined {
  const retentionInDays = logRetentionOf(config);
  if (
    retentionInDays === undefined ||
    logGroup?.retentionInDays === retentionInDays
  ) {
    return undefined;
  }
  return logGroup
    ? { kind: 'setLogRetention', retentionInDays }
    : {
        kind: 'settle',
        reason: 'CloudWatch has no log group of the control plane yet',
      };
}
