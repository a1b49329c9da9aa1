import {
  type Finding,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { OwnerAccess } from 'backstage-plugin-eks-environments-node';

// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html: an IAM user or role of any partition, with its path; no session
const PRINCIPAL =
  /^arn:aws(-[a-z]+)*:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/;

/** The IAM principals among what is configured for an owner. */
export function iamPrincipalsOf(principals: readonly string[]): string[] {
  return principals.filter(principal => PRINCIPAL.test(principal));
}

/** Warns of what is no IAM principal, and of a cluster that nobody could access. */
export function checkPrincipals({ owner, principals }: OwnerAccess): Finding[] {
  const name = formatEntityName(owner);
  const valid = iamPrincipalsOf(principals);
  const findings = principals
    .filter(principal => !valid.includes(principal))
    .map(
      (principal): Finding => ({
        severity: 'warning',
        code: 'invalid-principal',
        params: { principal, owner: name },
        field: 'owner',
        message: `"${principal}", configured for ${name}, is not the ARN of an IAM role or user and gets no access`,
      }),
    );
  if (valid.length === 0) {
    findings.push({
      severity: 'warning',
      code: 'no-principals',
      params: { owner: name },
      field: 'owner',
      message: `No IAM principal is known for ${name}, so nobody will be able to log in; the platform team can add one`,
    });
  }
  return findings;
}
