import {
  type Finding,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import type {
  ProvisionerVerification,
  ProvisionerVerificationInput,
} from 'backstage-plugin-eks-environments-node';
import type { PreflightCheck } from 'backstage-plugin-eksctl-node';
import type { DryRun, DryRunVerdict } from '../dryRun';
import type { PlanPreflight } from '../preflight';
import { fromConfigFinding } from './findings';

type Verdict = DryRunVerdict | { kind: 'pending' };

/**
 * Verifies a plan: a preflight against AWS, then a last check by eksctl itself.
 *
 * @remarks
 *
 * What can never be created is refused. A quota without room is shown and refuses nothing: it may have room when the request is approved,
 * and is checked again then, before eksctl starts.
 *
 * A plan beside a form gets eksctl's verdict if there is one already. A plan for a request waits for it, within the time limit of the dry
 * run.
 */
export async function verifyPlan(
  planned: ProvisionerVerificationInput,
  {
    preflight,
    dryRun,
  }: { preflight?: Pick<PlanPreflight, 'check'>; dryRun?: DryRun },
): Promise<ProvisionerVerification> {
  const checks = await preflight?.check({
    ...planned,
    clusterName: planned.resourceRef,
    config: planned.spec,
  });
  const refusals = refusalsOf(checks ?? []);
  if (!dryRun || planned.isRefused || refusals.some(isRefusal)) {
    return { findings: refusals, checks };
  }
  const verdict = await verdictOn(planned, dryRun);
  return {
    findings: [
      ...refusals,
      ...findingsOf(verdict).map(finding =>
        fromConfigFinding(finding, planned.blueprint),
      ),
    ],
    checks,
    dryRun: verdict.kind,
  };
}

async function verdictOn(
  {
    spec: config,
    account,
    region,
    generatedNames,
    purpose,
  }: ProvisionerVerificationInput,
  dryRun: DryRun,
): Promise<Verdict> {
  const wanted = { config, account, region, names: [...generatedNames] };
  return purpose === 'request'
    ? dryRun.check(wanted)
    : dryRun.peek(wanted) ?? { kind: 'pending' };
}

function refusalsOf(checks: PreflightCheck[]): Finding[] {
  return checks
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ message, remedy }) => ({
      severity: 'error',
      code: 'preflight',
      message: remedy ? `${message}. ${remedy}` : message,
    }));
}

/** A wrong config is refused; what kept eksctl from checking it may be over when the cluster is created. */
function findingsOf(verdict: Verdict): Finding[] {
  switch (verdict.kind) {
    case 'refused':
      return [
        {
          severity: 'error',
          code: 'dry-run',
          message: `eksctl refuses this config: ${verdict.sentence}`,
          path: verdict.path,
        },
      ];
    case 'unchecked':
      return [
        {
          severity: 'warning',
          code: 'dry-run',
          message: `eksctl could not check this config. ${asSentence(
            verdict.reason,
          )} It is checked again before the cluster is created.`,
        },
      ];
    default:
      return [];
  }
}

function asSentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
