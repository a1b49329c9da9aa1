import { broadRules } from './broadRules';
import { codeRules } from './codeRules';
import { contextRules } from './contextRules';
import type { FailureRule } from './FailureRule';
import { ParsedFailureText } from './parseFailureText';
import { textRules } from './textRules';
import { FailedWork } from './types';

/**
 * The first matching rule wins. Codes come before the surrounding text, except where the text decides what the code means; unspecific
 * codes come last.
 */
export const failureRules: FailureRule[] = [
  ...contextRules,
  ...codeRules,
  ...textRules,
  ...broadRules,
];

export function ruleFor(
  parsed: ParsedFailureText,
  during: FailedWork | undefined,
): FailureRule | undefined {
  return failureRules.find(rule => holds(rule, parsed, during));
}

function holds(
  rule: FailureRule,
  { codes, text, service = '', status }: ParsedFailureText,
  during: FailedWork | undefined,
): boolean {
  const { codes: wanted } = rule;
  return (
    (!wanted ||
      codes.some(
        ({ name, fault }) =>
          wanted.test(name) && (!rule.fault || rule.fault === fault),
      )) &&
    (!rule.text || rule.text.test(text)) &&
    (!rule.service || rule.service.test(service)) &&
    (!rule.status || rule.status.test(String(status))) &&
    (!rule.during || rule.during === during)
  );
}
