import { redact } from 'backstage-plugin-safe-text-node';
import { readTranscripts } from '../__fixtures__/transcripts';

describe('the redacted output of eksctl', () => {
  it.each(readTranscripts())(
    'changes nothing but certificates in $name',
    ({ stdout, stderr }) => {
      const withoutCertificates = (text: string) =>
        text.replace(/LS0tLS1CRUdJTi[\w+/]+=*/g, '[REDACTED]');
      expect(redact(stdout)).toBe(withoutCertificates(stdout));
      expect(redact(stderr)).toBe(withoutCertificates(stderr));
    },
  );
});
