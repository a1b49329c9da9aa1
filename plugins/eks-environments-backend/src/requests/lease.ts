import {
  type Finding,
  type LeaseRules,
  parseDuration,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import { refusal } from './findings';

/** The lease rules of a blueprint, limited to the total that the portal allows. */
export function boundedRules(
  rules: LeaseRules,
  maximumTotal: Duration | undefined,
): LeaseRules {
  const atMost = (text: string, longest: Duration | undefined) =>
    longest && Duration.fromISO(text).toMillis() > longest.toMillis()
      ? longest.toISO() ?? text
      : text;
  const total = atMost(rules.maximumTotal, maximumTotal);
  const approved = atMost(rules.approvedTotal, maximumTotal);
  const inTotal = (text: string) => atMost(text, Duration.fromISO(total));
  return {
    ...rules,
    default: inTotal(rules.default),
    maximum: inTotal(rules.maximum),
    maximumTotal: total,
    approvedTotal: approved,
    failureDeadline: inTotal(rules.failureDeadline),
  };
}

/** The requested lease in its canonical form, or the default; with findings about it. */
export function chooseLease(
  asked: string | undefined,
  rules: LeaseRules,
): { lease: string; findings: Finding[] } {
  if (asked === undefined) {
    return { lease: rules.default, findings: [] };
  }
  const reading = parseDuration(asked);
  const refuse = (finding: Finding) => ({
    lease: rules.default,
    findings: [finding],
  });
  if (reading.kind === 'invalid') {
    return refuse(
      refusal('lease-invalid', 'lease', `lease ${reading.problem}`),
    );
  }
  const { duration } = reading;
  return Duration.fromISO(duration) > Duration.fromISO(rules.maximum)
    ? refuse(
        refusal(
          'lease-too-long',
          'lease',
          `lease must be at most ${rules.maximum}, the longest that this blueprint allows`,
          { maximum: rules.maximum },
        ),
      )
    : { lease: duration, findings: [] };
}
