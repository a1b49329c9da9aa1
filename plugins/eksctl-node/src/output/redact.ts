type Redaction = { pattern: RegExp; replacement: string };

const HIDDEN = '[REDACTED]';

/** What stands before a secret is kept, so that a reader of the log still knows what it was. */
const redactions: Redaction[] = [
  {
    pattern:
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    replacement: HIDDEN,
  },
  // the token of `aws eks get-token`: a presigned URL in base64
  { pattern: /k8s-aws-v1\.[\w-]+=*/g, replacement: HIDDEN },
  // access key ids have a fixed prefix and length
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, replacement: HIDDEN },
  {
    pattern: /\b(authorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
    replacement: `$1${HIDDEN}`,
  },
  { pattern: /\b(bearer\s+)[\w.~+/-]+=*/gi, replacement: `$1${HIDDEN}` },
  {
    pattern:
      /((?:aws_?)?(?:secret_?access_?key|session_?token|security_?token)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern: /(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"']+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern:
      /\b((?:password|passwd|client_?secret|api_?key)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi,
    replacement: `$1${HIDDEN}`,
  },
  {
    pattern: /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+@/gi,
    replacement: `$1${HIDDEN}@`,
  },
];

/**
 * Text without the secrets that can be told by their form: AWS keys and tokens, Kubernetes tokens, authorization headers, private keys,
 * passwords.
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
