import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EksctlOutputParser } from '../output/EksctlOutputParser';
import { EksctlLine } from '../output/types';
import { EksctlExit } from '../run/types';
import { packageFile } from '../util/packageFile';

const directory = packageFile('src', '__fixtures__', 'transcripts');

/** A recorded run of the real eksctl. */
export type Transcript = {
  name: string;
  stdout: string;
  stderr: string;
  exit: EksctlExit;
};

export function readTranscripts(): Transcript[] {
  return readdirSync(directory)
    .filter(file => file.endsWith('.exit'))
    .map(file => readTranscript(file.replace(/\.exit$/, '')));
}

export function readTranscript(name: string): Transcript {
  const code = Number(read(`${name}.exit`));
  return {
    name,
    stdout: read(`${name}.stdout`),
    stderr: read(`${name}.stderr`),
    exit: toExit(code),
  };
}

export function linesOf({ stdout, stderr }: Transcript): EksctlLine[] {
  const parser = new EksctlOutputParser();
  return [
    ...parser.push(stdout),
    ...parser.push(stderr, 'stderr'),
    ...parser.flush(),
  ];
}

function read(file: string): string {
  const path = join(directory, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function toExit(code: number): EksctlExit {
  switch (code) {
    case 0:
      return { kind: 'success' };
    case 2:
      return { kind: 'panicked' };
    case 143:
      return { kind: 'signalled', signal: 'SIGTERM' };
    default:
      return { kind: 'failed', exitCode: code };
  }
}
