import { LineRedactor } from './LineRedactor';

function redacted(lines: Array<string | [string, string]>) {
  const redactor = new LineRedactor();
  return lines
    .map(line => {
      const [stream, text] = typeof line === 'string' ? ['stdout', line] : line;
      return { stream, text };
    })
    .map(line => redactor.redact(line).text);
}

describe('LineRedactor', () => {
  it('hides a private key that is printed over many lines', () => {
    expect(
      redacted([
        'before',
        'key: -----BEGIN RSA PRIVATE KEY-----',
        'Proc-Type: 4,ENCRYPTED',
        '',
        '  MIIEowIBAAKCAQEAx2',
        'k3q==',
        '-----END RSA PRIVATE KEY----- after',
        'MIIEow',
      ]),
    ).toEqual([
      'before',
      'key: [REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
      '[REDACTED]',
      '[REDACTED] after',
      'MIIEow',
    ]);
  });

  it('knows which stream a block is in', () => {
    expect(
      redacted([
        ['stderr', '-----BEGIN PRIVATE KEY-----'],
        ['stdout', 'building'],
        ['stderr', 'MIIEow'],
        ['stdout', 'nodegroup'],
        ['stderr', '-----END PRIVATE KEY-----'],
      ]),
    ).toEqual([
      '[REDACTED]',
      'building',
      '[REDACTED]',
      'nodegroup',
      '[REDACTED]',
    ]);
  });

  it('shows again what comes after a block that never ends', () => {
    expect(
      redacted([
        '-----BEGIN CERTIFICATE-----',
        'MIIEow',
        'waiting for CloudFormation stack "x"',
        'nodes',
      ]),
    ).toEqual([
      '[REDACTED]',
      '[REDACTED]',
      'waiting for CloudFormation stack "x"',
      'nodes',
    ]);
  });

  it('hides block after block', () => {
    expect(
      redacted([
        '-----BEGIN CERTIFICATE-----',
        'MIIA',
        '-----END CERTIFICATE----------BEGIN CERTIFICATE-----',
        'MIIB',
        '-----END CERTIFICATE-----',
      ]).join('\n'),
    ).not.toMatch(/MII/);
  });
});
