import { toError } from '@backstage/errors';
import { execa } from 'execa';
import { localEnvironment } from './localEnvironment';

/**
 * The oldest supported minor version of eksctl 0: older ones refuse fields that the portal writes into each config.
 *
 * @public
 */
export const OLDEST_EKSCTL = '0.215.0';

/**
 * The result of `eksctl version`.
 *
 * @public
 */
export type EksctlVersion =
  | { kind: 'supported'; version: string }
  | { kind: 'tooOld'; version: string }
  | { kind: 'unknown'; reason: string };

/** The command makes no network calls, but loading the program can take seconds on a busy machine. */
const TIMEOUT_MS = 20_000;

/** Characters; a version has only a few. */
const MAXIMUM_OUTPUT = 10_000;

/**
 * Runs `eksctl version`, without a shell and with the environment of a run.
 *
 * @param path - of the executable, absolute
 * @public
 */
export async function readEksctlVersion(path: string): Promise<EksctlVersion> {
  try {
    const { stdout } = await execa(path, ['version'], {
      env: localEnvironment({
        directory: '/nonexistent',
        region: 'us-east-1',
        inherited: process.env,
        credentials: {},
      }),
      extendEnv: false,
      stdin: 'ignore',
      timeout: TIMEOUT_MS,
      maxBuffer: MAXIMUM_OUTPUT,
    });
    const version = /\d+\.\d+\.\d+[\w.+-]{0,50}/.exec(stdout)?.[0];
    if (version === undefined) {
      return { kind: 'unknown', reason: '"eksctl version" printed no version' };
    }
    return { kind: isTooOld(version) ? 'tooOld' : 'supported', version };
  } catch (error) {
    return { kind: 'unknown', reason: shortReason(error) };
  }
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_EKSCTL.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** execa appends the output of the command. */
function shortReason(error: unknown): string {
  const message = toError(error).message;
  return message.split('\n')[0];
}
