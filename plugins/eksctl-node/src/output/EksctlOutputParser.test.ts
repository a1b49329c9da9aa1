import {
  linesOf,
  readTranscript,
  readTranscripts,
} from '../__fixtures__/transcripts';
import { EksctlOutputParser } from './EksctlOutputParser';
import { EksctlLine } from './types';

const symbols: Record<EksctlLine['level'], string> = {
  info: '[ℹ]',
  success: '[✔]',
  warning: '[!]',
  critical: '[✖]',
  debug: '[▶]',
  raw: '',
};

/** The original output, except for line breaks. */
function unparse(lines: EksctlLine[]): string {
  return lines
    .map(({ level, time, text }) =>
      level === 'raw'
        ? text
        : `${time?.replace('T', ' ').replace('.000Z', '')} ${
            symbols[level]
          }  ${text}`,
    )
    .join('');
}

const withoutBreaks = (text: string) => text.replace(/\n/g, '');

describe('EksctlOutputParser', () => {
  it.each(readTranscripts())('loses nothing of $name', transcript => {
    for (const stream of ['stdout', 'stderr'] as const) {
      const lines = linesOf(transcript).filter(line => line.stream === stream);
      expect(unparse(lines)).toBe(withoutBreaks(transcript[stream]));
    }
  });

  it.each(readTranscripts())('reads $name alike in pieces of any size', t => {
    const whole = new EksctlOutputParser().push(t.stdout);
    const bytes = Buffer.from(t.stdout);
    for (const size of [1, 7, 1000]) {
      const parser = new EksctlOutputParser();
      const lines: EksctlLine[] = [];
      for (let start = 0; start < bytes.length; start += size) {
        lines.push(...parser.push(bytes.subarray(start, start + size)));
      }
      expect(lines).toEqual(whole);
    }
  });

  it('finds every message that has a header, glued ones too', () => {
    for (const transcript of readTranscripts()) {
      const headers = transcript.stdout.match(
        /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[.\]/gu,
      );
      const messages = linesOf(transcript).filter(
        ({ level, stream }) => level !== 'raw' && stream === 'stdout',
      );
      expect(messages).toHaveLength(headers?.length ?? 0);
    }
  });

  it('cuts a glued line and keeps the time of what continues', () => {
    const lines = linesOf(
      readTranscript('07-expired-token-while-waiting-cluster'),
    );
    const index = lines.findIndex(({ text }) => text.startsWith('%!(EXTRA'));
    expect(lines[index]).toMatchObject({
      level: 'raw',
      time: '2026-11-21T09:09:34.000Z',
      text: expect.stringMatching(/is expired\)$/),
    });
    expect(lines[index + 1]).toMatchObject({
      level: 'warning',
      text: expect.stringMatching(/^1 error\(s\) occurred/),
    });
  });

  it('delivers a line as soon as it is complete', () => {
    const parser = new EksctlOutputParser();
    expect(parser.push('2026-11-21 09:17:42 [ℹ]  using')).toEqual([]);
    expect(parser.push(' region eu-west-1\nrest')).toEqual([
      {
        time: '2026-11-21T09:17:42.000Z',
        level: 'info',
        stream: 'stdout',
        text: 'using region eu-west-1',
      },
    ]);
    expect(parser.flush()).toMatchObject([{ level: 'raw', text: 'rest' }]);
  });

  it('cuts a line without end', () => {
    const parser = new EksctlOutputParser();
    const lines = parser.push('x'.repeat(200_000));
    expect(lines.length).toBe(3);
    expect(parser.flush()).toHaveLength(1);
  });
});
