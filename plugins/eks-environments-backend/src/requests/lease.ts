import type {
  Finding,
  LeaseRules,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import { refusal } from './findings';

/** A lease shorter than this ends before anyone has logged in. */
const SHORTEST = Duration.fromObject({ minutes: 1 });

/** The rules of a blueprint, with nothing longer than the portal allows in total. */
export function boundedRules(
  rules: LeaseRules,
  maximumTotal: Duration | undefined,
): LeaseRules {
  const atMost = (text: string) => {
    const own = Duration.fromISO(text);
    return maximumTotal && own.toMillis() > maximumTotal.toMillis()
      ? maximumTotal.toISO() ?? text
      : text;
  };
  return {
    ...rules,
    default: atMost(rules.default),
    maximum: atMost(rules.maximum),
    maximumTotal: atMost(rules.maximumTotal),
  };
}

/** The lease that is asked for, or the default; with what is wrong with it. */
export function chooseLease(
  asked: string | undefined,
  rules: LeaseRules,
): { lease: string; findings: Finding[] } {
  if (asked === undefined) {
    return { lease: rules.default, findings: [] };
  }
  const duration = Duration.fromISO(asked);
  const refuse = (message: string) => ({
    lease: rules.default,
    findings: [refusal('lease', 'lease', message)],
  });
  if (!duration.isValid) {
    return refuse('lease must be an ISO 8601 duration, such as P2D or PT4H');
  }
  if (duration.toMillis() < SHORTEST.toMillis()) {
    return refuse('lease must be at least a minute (PT1M)');
  }
  if (duration.toMillis() > Duration.fromISO(rules.maximum).toMillis()) {
    return refuse(
      `lease must be at most ${rules.maximum}, the longest that this blueprint allows`,
    );
  }
  return { lease: duration.toISO() ?? rules.default, findings: [] };
}
