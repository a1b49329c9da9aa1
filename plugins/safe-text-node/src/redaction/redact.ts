/*
 * Secrets are found in two ways: by a unique form (an access key id, a JSON Web Token, a PEM block), and by a preceding keyword
 * (`password=`, `Authorization:`). The keyword is kept, so that a reader of the log knows what was redacted. Every pattern runs in linear
 * time: a line may have 64 KiB, and a crafted line must not block the portal.
 */

type Redaction = { pattern: RegExp; replacement: string };

/** The replacement of a secret. */
export const HIDDEN = '[REDACTED]';

const byForm: RegExp[] = [
  // includes a block that is truncated
  /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g,
  // the same in base64, as in a kubeconfig
  /\bLS0tLS1CRUdJTi[\w+/]+=*/g,
  // the token of `aws eks get-token`: a presigned URL in base64
  /k8s-aws-v1\.[\w-]+=*/g,
  // access keys have a fixed prefix and length; A3T, ABIA and ACCA are rarer kinds of them
  /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  // STS session tokens, in any position
  /(?<![\w+/])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/%-]+=*/g,
  // secret access keys, in any position: 40 characters with letters of both cases and digits
  /(?<![\w+/=.-])(?=[^\s"',&]{0,39}[a-z])(?=[^\s"',&]{0,39}[A-Z])(?=[^\s"',&]{0,39}\d)[A-Za-z0-9+/]{40}(?![\w+/=.-])/g,
  // JSON Web Tokens: header, payload, and a signature unless truncated
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/g,
  // GitHub, GitLab, Slack, npm
  /\b(?:gh[opusr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|npm_\w{30,})/g,
];

const byWord: Redaction[] = [
  {
    pattern: /\b(authorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern:
      /\b((?:set-)?cookie|x-(?:api-key|auth-token))(["']?\s*:\s*["']?)[^\r\n"']+/gi,
    replacement: `$1$2${HIDDEN}`,
  },
  { pattern: /\b(bearer\s+)[\w.~+/-]+=*/gi, replacement: `$1${HIDDEN}` },
  {
    pattern:
      /((?:aws_?)?(?:secret_?access_?key|session_?token|security_?token)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern:
      /(X-Amz-(?:Signature|Security-Token|Credential)["']?\s*[:=]\s*["']?)[^&\s"']+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern:
      /\b((?:certificate-?authority|client-(?:certificate|key))(?:-?data)?["']?\s*[:=]\s*["']?)[\w+/]{40,}=*/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern:
      /\b((?:\w{0,40}_)?(?:password|passwd|passphrase|(?:access|auth|id|refresh)_?token|client_?secret|api_?key|private_?key)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern: /\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]*:)[^\s/@]+@/gi,
    replacement: `$1${HIDDEN}@`,
  },
];

const redactions: Redaction[] = [
  ...byForm.map(pattern => ({ pattern, replacement: HIDDEN })),
  ...byWord,
];

/**
 * Text without the secrets that have a recognizable form or follow a keyword: AWS keys and tokens, Kubernetes tokens, JSON Web Tokens,
 * tokens of GitHub and similar services, authorization headers, private keys and certificates, passwords.
 *
 * For output that arrives line by line use {@link LineRedactor}, which handles blocks of several lines.
 *
 * @public
 */
export function redact(text: string): string {
  return redactions.reduce(
    (redacted, { pattern, replacement }) =>
      redacted.replace(pattern, replacement),
    text,
  );
}
