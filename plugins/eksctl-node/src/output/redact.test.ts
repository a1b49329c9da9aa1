import { readTranscripts } from '../__fixtures__/transcripts';
import { redact } from './redact';

describe('redact', () => {
  it.each([
    ['key AKIAIOSFODNN7EXAMPLE here', 'AKIAIOSFODNN7EXAMPLE'],
    ['ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
    ['"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG"', 'wJalrXUtnFEMI'],
    ['aws_session_token = FwoGZXIvYXdzEBY', 'FwoGZXIvYXdzEBY'],
    ['"SessionToken":"FwoGZXIvYXdzEBY"', 'FwoGZXIvYXdzEBY'],
    ['token k8s-aws-v1.aHR0cHM6Ly9zdHM_x-y', 'aHR0cHM6'],
    ['Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=abc', 'abc'],
    ['authorization: Bearer abc.def-ghi', 'abc.def'],
    ['curl -H "bearer abc.def-ghi"', 'abc.def'],
    ['https://user:hunter2@example.com/x', 'hunter2'],
    ['postgres://user:hunter2@db/x', 'hunter2'],
    ['password=hunter2', 'hunter2'],
    ['https://sts/?X-Amz-Signature=abcdef0123&x=1', 'abcdef0123'],
    ['https://sts/?X-Amz-Security-Token=Fwo%2F&x=1', 'Fwo%2F'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----',
      'MIIEow',
    ],
    ['-----BEGIN PRIVATE KEY-----\nMIIEow cut off', 'MIIEow'],
  ])('hides the secret in %j', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[REDACTED]');
  });

  it('keeps what is around a secret', () => {
    expect(redact('https://user:hunter2@example.com/x?y=1')).toBe(
      'https://user:[REDACTED]@example.com/x?y=1',
    );
  });

  it.each(readTranscripts())('changes nothing in $name', transcript => {
    expect(redact(transcript.stdout)).toBe(transcript.stdout);
    expect(redact(transcript.stderr)).toBe(transcript.stderr);
  });
});
